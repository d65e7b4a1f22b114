package dev.ephemera.live.internal;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.transport.internal.websocket.WebSocketEngine;
import dev.ephemera.transport.internal.websocket.WebSocketRequest;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.LiveServerSetupComplete;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session from its first byte to its end: the only owner of its state. What the protocol means, others know. Thread-safe.
 *
 * <p>The lock guards the state; under it nothing waits and nothing of the user's runs. A connection has a lock of its own, which is
 * only taken inside this one. The order of what is sent is the queue's.
 */
final class SessionCore implements LiveConnection.Owner {

    private final LiveConnection connection;
    private final UserThreads userThreads;
    private final Consumer<SessionCore> gone;
    private final Handles handles = new Handles();
    private final SessionMeter meter;
    private final InboundBuffer inbound;
    private final OutboundQueue outbound;
    private final Sends sends;
    private final ToolRunner tools;
    private final List<LiveServerMessage> early = new ArrayList<>(); // nothing is answered before the setup is complete
    private final CompletableFuture<LiveServerSetupComplete> setup = new CompletableFuture<>();
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();

    private final Object lock = new Object();
    private SessionState state = SessionState.CONNECTING;
    private SessionEnd.@Nullable Kind closing;
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
        this.userThreads = userThreads;
        this.gone = gone;
        this.inbound = new InboundBuffer(options.maxUnreadBytes());
        this.meter = new SessionMeter(options, time, userThreads);
        this.outbound = new OutboundQueue(options, time, this::wake, this::dropped, meter);
        this.sends = new Sends(outbound, options.outboundPolicy(), userThreads);
        this.connection = new LiveConnection(
                failures, handles, options, closeTimeout, time, new TurnCounter(), outbound, inbound, this);
        this.tools = new ToolRunner(
                options.tools(), time, userThreads, sends::answer, inbound::note, connection::withoutSecrets);
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

    Sends sends() {
        return sends;
    }

    SessionMeter meter() {
        return meter;
    }

    SessionState state() {
        synchronized (lock) {
            return state;
        }
    }

    /** Begins to connect, unless that was given up already; {@link #setup()} tells the outcome, within the timeout. */
    void connect(WebSocketEngine engine, WebSocketRequest request, byte[] setupText, Duration timeout) {
        connection.connect(engine, request, setupText, timeout);
    }

    /** The time to connect is over. */
    void late() {
        connection.late();
    }

    /** Gives up the attempt to connect, if it is still one; otherwise does nothing. */
    void fail(Supplier<LiveConnectException> why) {
        connection.fail(why);
    }

    private void wake() {
        connection.wake();
    }

    private void dropped(long messages, long bytes) {
        meter.dropped(messages, bytes);
        inbound.note(new LiveEvent.AudioDropped(ServerFrame.NOTHING, messages, bytes));
    }

    /** Begins to close, if nobody has; {@link #ended()} tells when it is done, after the close timeout at the latest. */
    void close(SessionEnd.Kind kind) {
        fail(() -> LiveConnectException.failed("The session was closed, or its client, before it was open.", null));
        List<OutboundMessage> inLine = List.of();
        synchronized (lock) {
            if (closing == null) {
                closing = kind;
            }
            if (state == SessionState.OPEN) {
                inLine = refuseMore();
                connection.close(kind);
            }
        }
        fail(inLine);
        tools.end();
        inbound.refuseMore();
    }

    /** Nothing more is accepted; what was accepted may still leave, until the close timeout; what only waited for room is returned. */
    private List<OutboundMessage> refuseMore() {
        state = SessionState.CLOSING;
        return outbound.refuseMore(this::notOpen);
    }

    private static void fail(List<OutboundMessage> inLine) {
        inLine.forEach(message -> message.fail(SendFailures.inLine()));
    }

    private LiveSendException notOpen() {
        synchronized (lock) {
            return SendFailures.notOpen(state, end == null ? connection.end(OutboundQueue.Rest.NONE) : end);
        }
    }

    @Override
    public void received(ServerFrame frame, int bytes) {
        meter.came(frame.events(), bytes);
        frame.message().sessionResumptionUpdate().ifPresent(handles::remember);
        inbound.put(frame.message(), frame.events(), bytes);
        if (state() == SessionState.CONNECTING) {
            early.add(frame.message());
        } else {
            runTools(frame.message());
        }
    }

    private void runTools(LiveServerMessage message) {
        message.toolCall().ifPresent(called -> tools.handle(called.functionCalls()));
        message.toolCallCancellation().ifPresent(cancelled -> tools.cancel(cancelled.ids()));
    }

    @Override
    public void opened(LiveServerSetupComplete complete) {
        synchronized (lock) {
            state = SessionState.OPEN;
            meter.opened();
            if (closing != null) { // just when it opened
                List<OutboundMessage> unusedSinceNothingWasSent = refuseMore();
                connection.close(closing);
            }
        }
        userThreads.run(() -> setup.complete(complete));
        early.forEach(this::runTools);
        early.clear();
    }

    @Override
    public void awaitRoom() {
        inbound.awaitRoom();
    }

    @Override
    public void broken() {
        inbound.waitNoMore();
    }

    @Override
    public void closing() {
        List<OutboundMessage> inLine = List.of();
        synchronized (lock) {
            if (state == SessionState.OPEN) {
                inLine = refuseMore();
            }
        }
        fail(inLine);
    }

    @Override
    public void neverOpened(LiveConnectException why) {
        over(nothing -> connection.neverOpened(why), () -> setup.completeExceptionally(why));
    }

    @Override
    public void over() {
        over(connection::end, () -> {});
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
        }
        tools.end();
        inbound.end();
        gone.accept(this);
        meter.ended(last);
        ended.complete(last);
        rest.leaving().forEach(message -> message.fail(SendFailures.cutOff(last)));
        rest.unsent().forEach(message -> message.fail(SendFailures.unsent(last)));
        userThreads.run(first); // last: what depends on it may wait for the end
    }
}
