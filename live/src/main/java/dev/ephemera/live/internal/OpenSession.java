package dev.ephemera.live.internal;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveListener;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.Resumption;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.Turn;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.LiveServerSetupComplete;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** The two faces of a session that is open, or was. */
final class OpenSession implements LiveSession {

    private final SessionCore core;
    private final MessageRules rules;
    private final LiveServerSetupComplete setupComplete;
    private final TurnReader turns;
    private final AsyncLiveSession async;

    OpenSession(SessionCore core, MessageRules rules, LiveServerSetupComplete setupComplete, UserThreads userThreads) {
        this.core = core;
        this.rules = rules;
        this.setupComplete = setupComplete;
        this.turns = new TurnReader(core.inbound(), core::end);
        this.async = new Async(
                new ReceivedPublisher<>(core.inbound(), userThreads), new ReceivedPublisher<>(turns, userThreads));
    }

    @Override
    public void send(LiveClientMessage message) {
        core.sends().send(rules.checked(message));
    }

    @Override
    public Iterable<LiveEvent> events() {
        InboundBuffer buffer = core.inbound();
        return () -> new BufferIterator<>(buffer::awaitReadable, buffer::poll);
    }

    @Override
    public Optional<LiveEvent> poll(Duration timeout) {
        try {
            return Optional.ofNullable(core.inbound().poll(timeout));
        } catch (InterruptedException e) {
            throw BufferIterator.interrupted(e);
        }
    }

    @Override
    public Iterable<LiveServerMessage> messages() {
        InboundBuffer buffer = core.inbound();
        return () -> new BufferIterator<>(buffer::awaitMessage, buffer::pollMessage);
    }

    @Override
    public Turn turn(Consumer<? super LiveEvent> seen) {
        return turns(seen).next();
    }

    @Override
    public Optional<Turn> turn(Duration timeout) {
        try {
            return turns.awaitReadable(timeout) ? Optional.ofNullable(turns.pollReady()) : Optional.empty();
        } catch (InterruptedException e) {
            throw BufferIterator.interrupted(e);
        }
    }

    @Override
    public Iterable<Turn> turns() {
        return () -> turns(event -> {});
    }

    private Iterator<Turn> turns(Consumer<? super LiveEvent> seen) {
        return new BufferIterator<>(() -> turns.awaitReadable(seen), turns::pollReady);
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
    public Optional<Resumption> resumption() {
        return core.resumption();
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
        core.close(SessionEnd.Kind.CLOSED_HERE);
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
        private final Flow.Publisher<Turn> publishedTurns;

        Async(Flow.Publisher<LiveEvent> events, Flow.Publisher<Turn> publishedTurns) {
            this.events = events;
            this.publishedTurns = publishedTurns;
        }

        /** What is wrong with the message comes through the future too. */
        @Override
        public CompletableFuture<Void> send(LiveClientMessage message) {
            try {
                return core.sends().sendAsync(rules.checked(message));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public Flow.Publisher<LiveEvent> events() {
            return events;
        }

        @Override
        public LiveListener.Registration listen(LiveListener listener) {
            ListenerSubscriber subscriber = new ListenerSubscriber(listener, core::end);
            events.subscribe(subscriber);
            return subscriber.registration();
        }

        @Override
        public CompletableFuture<Turn> turn() {
            NextTurn next = new NextTurn(turns::putBack);
            publishedTurns.subscribe(next);
            return next;
        }

        @Override
        public Flow.Publisher<Turn> turns() {
            return publishedTurns;
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
        public Optional<Resumption> resumption() {
            return core.resumption();
        }

        @Override
        public CompletableFuture<SessionEnd> ended() {
            return core.ended().copy();
        }

        @Override
        public CompletableFuture<SessionEnd> close() {
            core.close(SessionEnd.Kind.CLOSED_HERE);
            return ended();
        }

        @Override
        public String toString() {
            return "AsyncLiveSession[" + state() + "]";
        }
    }
}
