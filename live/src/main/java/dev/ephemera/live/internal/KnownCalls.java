package dev.ephemera.live.internal;

import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientToolResponse;
import dev.ephemera.types.LiveServerMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which calls of functions a service that goes on from the newest handle does not know. Thread-safe. */
final class KnownCalls {

    private final Set<String> unknown = new HashSet<>();

    /** The service has called functions. */
    synchronized void received(LiveServerMessage message) {
        message.toolCall()
                .ifPresent(called -> called.functionCalls().stream()
                        .map(FunctionCall::id)
                        .forEach(id -> id.ifPresent(unknown::add)));
    }

    /** The service gave a handle. */
    synchronized void resumableHere() {
        unknown.clear();
    }

    /** Whether a message answers a call that is not known. */
    synchronized boolean isForUnknown(LiveClientMessage message) {
        return message.toolResponse().map(LiveClientToolResponse::functionResponses).orElse(List.of()).stream()
                .anyMatch(response -> response.id().filter(unknown::contains).isPresent());
    }
}
