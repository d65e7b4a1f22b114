package dev.ephemera.live.internal;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveServerSetupComplete;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** The two faces of a session that is open, or was. */
final class OpenSession implements LiveSession {

    private final SessionCore core;
    private final LiveServerSetupComplete setupComplete;
    private final AsyncLiveSession async;

    OpenSession(SessionCore core, LiveServerSetupComplete setupComplete, UserThreads userThreads) {
        this.core = core;
        this.setupComplete = setupComplete;
        this.async = new Async(new EventPublisher(core.inbound(), userThreads));
    }

    @Override
    public void sendText(String text) {
        core.send(ClientMessages.text(text));
    }

    @Override
    public void send(LiveClientMessage message) {
        core.send(ClientMessages.checked(message));
    }

    @Override
    public Iterable<LiveEvent> events() {
        return () -> new EventIterator(core.inbound());
    }

    @Override
    public SessionState state() {
        return core.state();
    }

    @Override
    public LiveServerSetupComplete setupComplete() {
        return setupComplete;
    }

    @Override
    public Optional<SessionEnd> end() {
        return core.end();
    }

    @Override
    public AsyncLiveSession async() {
        return async;
    }

    @Override
    public void close() {
        core.close();
        try {
            core.ended().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An end is never a failure.", e);
        }
    }

    @Override
    public String toString() {
        return "LiveSession[" + state() + "]";
    }

    private final class Async implements AsyncLiveSession {

        private final Flow.Publisher<LiveEvent> events;

        Async(Flow.Publisher<LiveEvent> events) {
            this.events = events;
        }

        @Override
        public CompletableFuture<Void> sendText(String text) {
            return send(() -> ClientMessages.text(text));
        }

        @Override
        public CompletableFuture<Void> send(LiveClientMessage message) {
            return send(() -> ClientMessages.checked(message));
        }

        /** What is wrong with the message comes through the future too. */
        private CompletableFuture<Void> send(Supplier<LiveClientMessage> message) {
            try {
                core.send(message.get());
                return CompletableFuture.completedFuture(null);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public Flow.Publisher<LiveEvent> events() {
            return events;
        }

        @Override
        public SessionState state() {
            return core.state();
        }

        @Override
        public LiveServerSetupComplete setupComplete() {
            return setupComplete;
        }

        @Override
        public CompletableFuture<SessionEnd> ended() {
            return core.ended().copy();
        }

        @Override
        public CompletableFuture<SessionEnd> close() {
            core.close();
            return ended();
        }
    }
}
