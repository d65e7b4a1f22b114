package dev.ephemera.live.internal;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.internal.Json;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.transport.internal.websocket.WebSocketConnection;
import dev.ephemera.transport.internal.websocket.WebSocketEngine;
import dev.ephemera.transport.internal.websocket.WebSocketFailure;
import dev.ephemera.transport.internal.websocket.WebSocketListener;
import dev.ephemera.transport.internal.websocket.WebSocketMessage;
import dev.ephemera.transport.internal.websocket.WebSocketRequest;
import dev.ephemera.transport.internal.websocket.WebSocketViolationException;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.LiveServerSessionResumptionUpdate;
import dev.ephemera.types.LiveServerSetupComplete;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session from its first byte to its end: the only owner of its state. What the protocol means, others know. Thread-safe.
 *
 * <p>The lock guards the state; under it nothing waits and nothing of the user's runs. The order of what is sent is the queue's.
 */
final class SessionCore implements WebSocketListener {

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;

    private final SessionFailures failures;
    private final SessionEnds ends;
    private final SessionOptions options;
    private final Time time;
    private final Duration closeTimeout;
    private final UserThreads userThreads;
    private final Consumer<SessionCore> gone;
    private final Executor completions;
    private final InboundBuffer inbound;
    private final OutboundQueue outbound;
    private final Liveness liveness;
    private final ToolRunner tools;
    // Of the reading thread.
    private final TurnCounter turns = new TurnCounter();
    private final MalformedFrames malformed = new MalformedFrames();
    private final List<LiveServerMessage> early = new ArrayList<>(); // nothing is answered before the setup is complete
    private final CompletableFuture<LiveServerSetupComplete> setup = new CompletableFuture<>();
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();

    private final Object lock = new Object();
    private SessionState state = SessionState.CONNECTING;
    private volatile @Nullable WebSocketConnection connection;
    private @Nullable Runnable alarm;
    private @Nullable SessionEnd end;

    /**
     * Makes a session that has not begun to connect.
     *
     * @param failures says why it could not be opened or was lost
     * @param options how it behaves on this side
     * @param closeTimeout how long the service may take to answer a close
     * @param time when
     * @param userThreads where everything of the user's runs
     * @param gone is told when the session has ended
     */
    SessionCore(
            SessionFailures failures,
            SessionOptions options,
            Duration closeTimeout,
            Time time,
            UserThreads userThreads,
            Consumer<SessionCore> gone) {
        this.failures = failures;
        this.ends = new SessionEnds(failures);
        this.options = options;
        this.time = time;
        this.closeTimeout = closeTimeout;
        this.userThreads = userThreads;
        this.gone = gone;
        this.completions = new Completions(userThreads::run);
        this.inbound = new InboundBuffer(options.maxUnreadBytes());
        this.outbound = new OutboundQueue(options, time, this::wake, this::dropped);
        this.liveness = new Liveness(options, time, inbound, this::silent);
        this.tools =
                new ToolRunner(options.tools(), time, userThreads, this::answer, inbound::note, this::withoutSecrets);
    }

    /** The service's answer to the setup, or why there is no session; settled on a thread of the user's. */
    CompletableFuture<LiveServerSetupComplete> setup() {
        return setup;
    }

    /**
     * The end, also of a session that never opened: a future of the caller's own, completed on a thread of its own, so that what
     * depends on it may block, and whatever its owner does to it concerns nobody else.
     */
    CompletableFuture<SessionEnd> ended() {
        return ended.isDone() ? ended.copy() : ended.thenApplyAsync(Function.identity(), userThreads::run);
    }

    /** The end as soon as there is one; before {@link #ended()} completes, and before readers learn it. */
    Optional<SessionEnd> end() {
        synchronized (lock) {
            return Optional.ofNullable(end);
        }
    }

    InboundBuffer inbound() {
        return inbound;
    }

    SessionState state() {
        synchronized (lock) {
            return state;
        }
    }

    /** Begins to connect, unless that was given up already; {@link #setup()} tells the outcome, within the timeout. */
    void connect(WebSocketEngine engine, WebSocketRequest request, byte[] setupText, Duration timeout) {
        synchronized (lock) {
            if (state != SessionState.CONNECTING) {
                return;
            }
            outbound.setup(new OutboundMessage(outbound, Optional.empty(), setupText, Runnable::run));
            arm(this::late, timeout); // before the connection can fail, for the end takes it back
            connection = engine.open(request, this, outbound);
        }
    }

    /** The time to connect is over. */
    void late() {
        fail(failures::late);
    }

    /** Sends a message behind all that were accepted before, and waits until it has left. */
    void send(LiveClientMessage message) {
        OutboundMessage sending = message(message, Runnable::run);
        outbound.add(sending);
        boolean waits = options.outboundPolicy() != OutboundPolicy.DROP_OLDEST_AUDIO || !sending.isAudio();
        if (waits || sending.isSettled()) {
            await(sending);
        }
    }

    /** Sends what a function gave back, which waits for room whatever the policy is: the model waits for it, and nobody sends it again. */
    private void answer(FunctionResponse response, BooleanSupplier wanted) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        OutboundMessage sending = message(ClientMessages.toolResponse(List.of(response)), Runnable::run);
        outbound.add(sending, OutboundPolicy.WAIT);
        await(sending);
    }

    private void await(OutboundMessage sending) {
        try {
            sending.sent().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SendFailures.interrupted(outbound.withdraw(sending), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LiveSendException failure) {
                failure.fillInStackTrace(); // it was made on a thread that tells the caller nothing
                throw failure;
            }
            throw new IllegalStateException("A send fails with LiveSendException only.", e);
        }
    }

    /** The same without waiting; cancelling or completing what it returns takes the message back, if it has not begun to leave. */
    CompletableFuture<Void> sendAsync(LiveClientMessage message) {
        OutboundMessage sending = message(message, completions);
        outbound.add(sending);
        CompletableFuture<Void> sent = sending.sent();
        var unused = sent.whenComplete((done, failure) -> {
            if (!sending.isSettled()) { // but by whoever has the future
                boolean unusedOutcome = outbound.withdraw(sending);
            }
        });
        return sent;
    }

    private OutboundMessage message(LiveClientMessage message, Executor settling) {
        return new OutboundMessage(outbound, Optional.of(message), Json.writeBytes(message), settling);
    }

    private void wake() {
        WebSocketConnection open = connection;
        if (open != null) {
            open.wake();
        }
    }

    private void dropped(long messages, long bytes) {
        inbound.note(new LiveEvent.AudioDropped(ServerFrame.NOTHING, messages, bytes));
    }

    /** Begins to close, if nobody has; {@link #ended()} tells when it is done, after the close timeout at the latest. */
    void close(SessionEnd.Kind kind) {
        fail(() -> LiveConnectException.failed("The session was closed, or its client, before it was open.", null));
        synchronized (lock) { // it is not CONNECTING any more
            WebSocketConnection open = connection;
            if (state == SessionState.OPEN && open != null) {
                ends.closing(kind);
                closing();
                open.close(kind == SessionEnd.Kind.JVM_SHUTDOWN ? GOING_AWAY : NORMAL, "");
            }
        }
        tools.end();
        inbound.refuseMore();
    }

    /** Nothing more is accepted; what was accepted may still leave, until the close timeout. */
    private void closing() {
        state = SessionState.CLOSING;
        outbound.refuseMore(this::notOpen).forEach(message -> message.fail(notOpen()));
        arm(() -> abandon(SessionEnd.Kind.CLOSE_UNANSWERED, failures.unanswered(closeTimeout)), closeTimeout);
    }

    private LiveSendException notOpen() {
        synchronized (lock) {
            return SendFailures.notOpen(state, end == null ? ends.known() : end);
        }
    }

    /** Nothing has come for too long. */
    private void silent() {
        abandon(SessionEnd.Kind.NO_SIGN_OF_LIFE, failures.silent(options.livenessTimeout()));
    }

    /** Releases the socket and ends the session without waiting for anything. */
    private void abandon(SessionEnd.Kind kind, String reason) {
        synchronized (lock) {
            ends.abandoned(kind, reason);
        }
        abort();
        end(Optional.empty());
    }

    private void abort() {
        WebSocketConnection open = connection;
        if (open != null) {
            open.abort();
        }
    }

    /** Gives up the attempt to connect, if it is still one; otherwise does nothing. */
    void fail(Supplier<LiveConnectException> why) {
        LiveConnectException failure;
        synchronized (lock) {
            if (state != SessionState.CONNECTING) {
                return;
            }
            failure = why.get();
            over(nothing -> ends.neverOpened(failure), () -> setup.completeExceptionally(failure));
        }
        abort();
    }

    @Override
    public void onOpen() {
        // The setup waits already; the session is open when the service has answered it.
    }

    @Override
    public void onMessage(WebSocketMessage frame) throws WebSocketViolationException {
        ServerFrame read = ServerFrame.read(frame, turns);
        if (read.malformed() && state() == SessionState.CONNECTING) {
            fail(() -> failures.malformed(frame.size()));
            return;
        }
        read.message().sessionResumptionUpdate().ifPresent(this::remember);
        inbound.put(read.message(), read.events(), frame.size());
        read.message().setupComplete().ifPresent(this::opened);
        early.add(read.message());
        if (state() != SessionState.CONNECTING) {
            early.forEach(this::runTools);
            early.clear();
        }
        malformed.add(read);
        inbound.awaitRoom(); // last: a slow reader holds up what has not been read from the socket, and nothing else
    }

    private void runTools(LiveServerMessage message) {
        message.toolCall().ifPresent(called -> tools.handle(called.functionCalls()));
        message.toolCallCancellation().ifPresent(cancelled -> tools.cancel(cancelled.ids()));
    }

    @Override
    public void onBroken() {
        inbound.waitNoMore();
    }

    private String withoutSecrets(String text) {
        synchronized (lock) {
            return ends.withoutSecrets(text);
        }
    }

    private void remember(LiveServerSessionResumptionUpdate update) {
        synchronized (lock) {
            ends.remember(update);
        }
    }

    private void opened(LiveServerSetupComplete complete) {
        synchronized (lock) {
            WebSocketConnection open = connection;
            if (state != SessionState.CONNECTING || open == null) {
                return;
            }
            state = SessionState.OPEN;
            disarm();
            liveness.watch(open);
        }
        userThreads.run(() -> setup.complete(complete));
    }

    @Override
    public void onClosing(int code, String reason) {
        fail(() -> failures.closed(code, reason));
        synchronized (lock) {
            ends.closedByPeer(code, reason);
            if (state == SessionState.OPEN) {
                closing();
            }
        }
    }

    @Override
    public void onClosed(int code, String reason) {
        end(Optional.empty());
    }

    @Override
    public void onFailure(WebSocketFailure failure) {
        fail(() -> failures.failed(failure));
        end(Optional.of(failure.cause()));
    }

    private void end(Optional<Throwable> thrown) {
        over(rest -> ends.ending(thrown, rest), () -> {});
    }

    /** The one end: keeps it, and lets everybody who waits for anything know. */
    private void over(Function<OutboundQueue.Rest, SessionEnd> how, Runnable first) {
        SessionEnd last;
        OutboundQueue.Rest rest;
        synchronized (lock) {
            if (state == SessionState.CLOSED) {
                return;
            }
            rest = outbound.end(this::notOpen);
            last = how.apply(rest);
            state = SessionState.CLOSED;
            end = last;
            disarm();
            liveness.stop();
        }
        tools.end();
        inbound.end();
        gone.accept(this);
        ended.complete(last);
        rest.leaving().forEach(message -> message.fail(SendFailures.cutOff(last)));
        rest.unsent().forEach(message -> message.fail(SendFailures.unsent(last)));
        userThreads.run(first); // last: what depends on it may wait for the end
    }

    private void arm(Runnable task, Duration delay) {
        disarm();
        try {
            alarm = time.schedule(task, delay); // what it returns cancels it
        } catch (RejectedExecutionException e) {
            // The client is closed and has aborted the connection; the listener is told.
        }
    }

    private void disarm() {
        if (alarm != null) {
            alarm.run();
            alarm = null;
        }
    }
}
