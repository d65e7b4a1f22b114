package dev.ephemera.live.internal;

import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientToolResponse;
import dev.ephemera.types.LiveServerMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which calls of functions the service has forgotten, as it goes on from an earlier state behind a change of the connection. Holds a
 * call until it is answered and the turn is complete, or it is cancelled; a forgotten one for longer, to tell whoever answers it
 * late. Thread-safe.
 */
final class KnownCalls {

    /** How many calls are held, the newest, where nobody answers them. */
    static final int MOST = 1_000;

    private static final class Call {
        private boolean remembered; // by the newest handle
        private boolean answered; // by what has begun to leave
        private boolean forgotten;
    }

    private final Map<String, Call> calls = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Call> eldest) {
            return size() > MOST;
        }
    };

    /** The service has called functions, or has cancelled calls. */
    synchronized void received(LiveServerMessage message) {
        message.toolCall()
                .ifPresent(called -> called.functionCalls().stream()
                        .map(FunctionCall::id)
                        .flatMap(Optional::stream)
                        .forEach(id -> calls.put(id, new Call())));
        message.toolCallCancellation().ifPresent(cancelled -> cancelled.ids().forEach(calls::remove));
    }

    /** A message begins to leave. */
    synchronized void leaves(LiveClientMessage message) {
        responses(message)
                .filter(response -> !response.willContinue().orElse(false))
                .flatMap(response -> answeredBy(response).stream())
                .forEach(call -> call.answered = true);
    }

    /** The model's turn is complete. */
    synchronized void turnComplete() {
        calls.values().removeIf(call -> call.answered && !call.forgotten);
    }

    /** The service gave a handle. */
    synchronized void resumableHere() {
        calls.values().forEach(call -> call.remembered = true);
    }

    /** The session goes on: from the newest handle, or with a service that knows no call. */
    synchronized void reconnected(boolean resumed) {
        calls.values().forEach(call -> call.forgotten |= !(resumed && call.remembered));
    }

    /** Whether a message answers a call that the service has forgotten. */
    synchronized boolean isForForgotten(LiveClientMessage message) {
        return responses(message)
                .flatMap(response -> answeredBy(response).stream())
                .anyMatch(call -> call.forgotten);
    }

    /** Counts those that are held; for tests. */
    synchronized int size() {
        return calls.size();
    }

    private Optional<Call> answeredBy(FunctionResponse response) {
        return response.id().map(calls::get);
    }

    private static Stream<FunctionResponse> responses(LiveClientMessage message) {
        return message.toolResponse().map(LiveClientToolResponse::functionResponses).orElse(List.of()).stream();
    }
}
