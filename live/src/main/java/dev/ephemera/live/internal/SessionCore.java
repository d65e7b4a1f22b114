package dev.ephemera.live.internal;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.Resumption;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.SessionTelemetry;
import dev.ephemera.transport.internal.RetrySchedule;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveServerContent;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.LiveServerSetupComplete;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One session from its first byte to its end, over however many connections: the only owner of its state. What the protocol means,
 * others know. Thread-safe.
 *
 * <p>The lock guards the state; under it nothing waits and nothing of the user's runs. A connection has a lock of its own, which is
 * only taken inside this one. The order of what is sent is the queue's.
 */
final class SessionCore implements LiveConnection.Owner, Reconnector.Interrupted {

    private final SessionOptions options;
    private final Duration closeTimeout;
    private final Time time;
    private final UserThreads userThreads;
    private final Consumer<SessionCore> gone;
    private final Dialer dialer;
    private final NewestResumption resumption;
    private final ResumptionKeeper keeper;
    private final TurnCounter turns = new TurnCounter();
    private final SessionMeter meter;
    private final InboundBuffer inbound;
    private final OutboundQueue outbound;
    private final Sends sends;
    private final ToolRunner tools;
    private final KnownCalls calls = new KnownCalls();
    private final Course course;
    private final HandOver handOver;
    private final Reconnector reconnector;
    private final CompletableFuture<LiveServerSetupComplete> setup = new CompletableFuture<>();
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();

    private final Object lock = new Object();
    private SessionState state = SessionState.CONNECTING;
    private volatile LiveConnection connection;
    private boolean resumes; // the attempt to reconnect, by a handle
    private Optional<LiveClientMessage> history = Optional.empty();
    private SessionEnd.@Nullable Kind closing;
    private @Nullable SessionEnd interruption; // how the connection before ended, while there is no other
    private @Nullable SessionEnd end;

    /**
     * Makes a session that has not begun to connect.
     *
     * @param dialer prepares its connections
     * @param first the first of them
     * @param resumption from where its conversation can be resumed
     * @param keeper saves that
     * @param closeTimeout how long the service may take to answer a close
     * @param time when
     * @param schedule how long it waits between attempts to reconnect
     * @param userThreads where everything of the user's runs
     * @param gone is told when the session has ended
     */
    SessionCore(
            Dialer dialer,
            Dialer.Dial first,
            NewestResumption resumption,
            ResumptionKeeper keeper,
            Duration closeTimeout,
            Time time,
            RetrySchedule schedule,
            UserThreads userThreads,
            Consumer<SessionCore> gone) {
        this.options = dialer.options();
        this.closeTimeout = closeTimeout;
        this.time = time;
        this.dialer = dialer;
        this.resumption = resumption;
        this.keeper = keeper;
        this.userThreads = userThreads;
        this.gone = gone;
        this.inbound = new InboundBuffer(options.maxUnreadBytes());
        this.meter = new SessionMeter(options, time, userThreads);
        this.outbound = new OutboundQueue(options, time, this::wake, this::dropped, this::leaves, meter);
        this.sends = new Sends(outbound, options, userThreads, calls);
        this.tools =
                new ToolRunner(options.tools(), time, userThreads, sends::answer, inbound::note, this::withoutSecrets);
        this.course = new Course(options.reconnect(), dialer.beginsWithHistory(), tools, calls, time);
        this.reconnector =
                new Reconnector(options.reconnect(), schedule, dialer, resumption, course, time, userThreads, this);
        this.handOver = new HandOver(
                options.reconnect().handOverMargin(), time, course::isQuiet, reconnector::isReady, this::leave);
        this.connection = connection(first);
        reconnector.presents(first);
    }

    private LiveConnection connection(Dialer.Dial dial) {
        return new LiveConnection(
                dial.failures(), resumption, options, closeTimeout, time, turns, outbound, inbound, this);
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

    /** From where the conversation can be resumed, or could be when it ended. */
    Optional<Resumption> resumption() {
        return end().map(SessionEnd::resumption).orElseGet(resumption::current);
    }

    InboundBuffer inbound() {
        return inbound;
    }

    Sends sends() {
        return sends;
    }

    SessionState state() {
        synchronized (lock) {
            return state;
        }
    }

    /** Begins to connect, unless that was given up already; {@link #setup()} tells the outcome, within the timeout. */
    void connect(Dialer.Dial first, Duration timeout) {
        meter.connecting(first.context().credentials());
        dialer.connect(connection, first, timeout);
    }

    /** The time to connect is over. */
    void late() {
        connection.late();
    }

    /** Gives up the attempt to connect for the first time, if it is still one; otherwise does nothing. */
    void fail(Supplier<LiveConnectException> why) {
        if (state() == SessionState.CONNECTING) {
            connection.fail(why);
        }
    }

    private void wake() {
        connection.wake();
    }

    private void leaves(OutboundMessage message) {
        course.leaves(message);
    }

    private void dropped(long messages, long bytes) {
        meter.dropped(messages, bytes);
        inbound.note(new LiveEvent.AudioDropped(ServerFrame.NOTHING, messages, bytes));
    }

    private String withoutSecrets(String text) {
        return connection.withoutSecrets(text);
    }

    /** Begins to close, if nobody has; {@link #ended()} tells when it is done, after the close timeout at the latest. */
    void close(SessionEnd.Kind kind) {
        List<OutboundMessage> inLine = List.of();
        SessionEnd before;
        synchronized (lock) {
            if (closing == null) {
                closing = kind;
            }
            before = interruption;
            if (state == SessionState.OPEN || state == SessionState.RECONNECTING) {
                inLine = refuseMore();
                connection.close(kind);
            }
        }
        fail(inLine);
        tools.end();
        inbound.refuseMore();
        if (before != null) {
            over(rest -> closedHere(before, kind, rest), () -> {});
        }
        connection.fail(
                () -> LiveConnectException.failed("The session was closed, or its client, before it was open.", null));
    }

    private static SessionEnd closedHere(SessionEnd before, SessionEnd.Kind kind, OutboundQueue.Rest rest) {
        return rest.handBack(SessionEnd.builder().from(before).kind(kind).by(SessionEnd.By.CLIENT))
                .build();
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
        LiveServerMessage message = frame.message();
        meter.came(frame.events(), bytes);
        message.sessionResumptionUpdate().filter(update -> course.isProven()).ifPresent(resumption::remember);
        if (state() != SessionState.RECONNECTING || message.setupComplete().isEmpty()) {
            inbound.put(message, frame.events(), bytes);
        }
    }

    @Override
    public void actUpon(LiveServerMessage message) {
        message.toolCall().ifPresent(called -> tools.handle(called.functionCalls()));
        message.toolCallCancellation().ifPresent(cancelled -> tools.cancel(cancelled.ids()));
        course.received(message);
        if (message.serverContent().flatMap(LiveServerContent::turnComplete).orElse(false)) {
            reconnector.proven();
        }
        message.goAway()
                .filter(soon -> end().isEmpty() && options.reconnect().onGoAway())
                .ifPresent(handOver::announced);
        handOver.look();
    }

    @Override
    public void ready() {
        handOver.look();
    }

    /** Over a connection whose end is announced nothing more is said; the session goes on over another. */
    private void leave() {
        synchronized (lock) {
            if (state == SessionState.OPEN && closing == null && reconnector.leaves()) {
                state = SessionState.RECONNECTING;
                course.connectionEnds();
                connection.leave();
            }
        }
    }

    @Override
    public void opened(LiveServerMessage complete) {
        boolean reconnected;
        synchronized (lock) {
            reconnected = state != SessionState.CONNECTING;
        }
        if (reconnected && !goOn(complete)) {
            connection.close(SessionEnd.Kind.CLOSED_HERE);
            return;
        }
        synchronized (lock) {
            if (state == SessionState.CONNECTING || (state == SessionState.RECONNECTING && interruption == null)) {
                state = SessionState.OPEN;
                meter.opened();
            }
            if (closing != null && state == SessionState.OPEN) { // just when it opened
                List<OutboundMessage> unusedSinceNothingWasSent = refuseMore();
                connection.close(closing);
            }
        }
        if (!reconnected) {
            userThreads.run(() -> setup.complete(complete.setupComplete().orElseThrow()));
        }
    }

    /** The interruption is over, unless the session is meanwhile; tells which. */
    private boolean goOn(LiveServerMessage complete) {
        Duration gap = reconnector.lasted();
        Optional<SessionEnd> why = reconnector.stop();
        synchronized (lock) {
            if (why.isEmpty() || interruption == null) {
                return false;
            }
            interruption = null;
        }
        Course.Onward onward = course.goOn(resumes, history.map(sends::first));
        inbound.note(new LiveEvent.Reconnected(
                complete,
                onward.restored(),
                why.filter(SessionCore::isMove).isEmpty(),
                onward.again().size(),
                onward.forgotten(),
                history.isPresent(),
                gap));
        long oldest = time.nanoTime() - options.reconnect().maxAudioAge().toNanos();
        outbound.goOn(
                Stream.of(onward.first(), onward.again()).flatMap(List::stream).toList(),
                course.isWorthless(resumes).or(message -> message.isAudio() && message.acceptedBefore(oldest)));
        return true;
    }

    private static boolean isMove(SessionEnd how) {
        return how.kind() == SessionEnd.Kind.MOVED;
    }

    @Override
    public void awaitRoom(BooleanSupplier useless) {
        inbound.awaitRoom(useless);
    }

    @Override
    public void broken() {
        inbound.wakeWriters();
    }

    @Override
    public void closing() {
        List<OutboundMessage> inLine = List.of();
        synchronized (lock) {
            SessionEnd known = connection.end(OutboundQueue.Rest.NONE);
            if (state == SessionState.OPEN && goesOn(known)) {
                state = SessionState.RECONNECTING;
                course.connectionEnds();
                connection.hold();
            } else if (state == SessionState.OPEN) {
                inLine = refuseMore();
            }
        }
        fail(inLine);
    }

    private boolean goesOn(@Nullable SessionEnd how) {
        return closing == null
                && end == null
                && how != null
                && (isMove(how) || reconnector.overcomes(how, handOver.isAnnounced()));
    }

    @Override
    public void neverOpened(LiveConnectException why) {
        boolean another;
        synchronized (lock) {
            another = interruption != null;
        }
        if (another) {
            reconnector.failed(why);
        } else {
            reconnector.neverOpened(why);
            over(nothing -> connection.neverOpened(why), () -> setup.completeExceptionally(why));
        }
    }

    @Override
    public void over() {
        inbound.wakeWriters();
        SessionEnd how;
        synchronized (lock) {
            how = connection.end(OutboundQueue.Rest.NONE);
            if (how == null || !goesOn(how)) {
                how = null;
            } else {
                state = SessionState.RECONNECTING;
                interruption = how;
            }
        }
        if (how == null) {
            over(this::ending, () -> {});
        } else {
            handOver.over();
            course.connectionEnds();
            meter.lost(isMove(how) ? SessionTelemetry.Why.GO_AWAY : SessionTelemetry.Why.LOSS);
            inbound.note(new LiveEvent.Reconnecting(ServerFrame.NOTHING, how, turns.cut()));
            reconnector.interrupted(how);
        }
    }

    private SessionEnd ending(OutboundQueue.Rest rest) {
        SessionEnd how = Objects.requireNonNull(connection.end(rest), "over");
        return closing != null && isMove(how)
                ? SessionEnd.builder().from(how).kind(closing).build()
                : how;
    }

    @Override
    public void attempt(Dialer.Dial dial, boolean resuming, Optional<LiveClientMessage> told, Duration timeout) {
        LiveConnection next = connection(dial);
        synchronized (lock) {
            if (interruption == null || closing != null) {
                return;
            }
            connection = next;
            resumes = resuming;
            history = told;
        }
        course.begins(told.isPresent());
        meter.connecting(dial.context().credentials());
        dialer.connect(next, dial, timeout);
    }

    @Override
    public void gaveUp(SessionEnd how) {
        over(rest -> rest.handBack(SessionEnd.builder().from(how)).build(), () -> {});
        connection.fail(() -> LiveConnectException.failed("The attempt to reconnect was given up.", null));
    }

    /** The one end: keeps it, and lets everybody who waits for anything know. */
    private void over(Function<OutboundQueue.Rest, SessionEnd> how, Runnable first) {
        SessionEnd last;
        OutboundQueue.Rest rest;
        synchronized (lock) {
            if (state == SessionState.CLOSED) {
                return;
            }
            OutboundQueue.Rest waiting = outbound.end(this::notOpen);
            rest = interruption == null ? waiting : waiting.behind(course.unanswered());
            last = how.apply(rest);
            state = SessionState.CLOSED;
            interruption = null;
            end = last;
        }
        reconnector.end();
        handOver.over();
        tools.end();
        inbound.end();
        gone.accept(this);
        meter.ended(last);
        keeper.keepLast(last.resumption(), () -> ended.complete(last));
        rest.leaving().forEach(message -> message.fail(SendFailures.cutOff(last)));
        rest.unsent().forEach(message -> message.fail(SendFailures.unsent(last)));
        userThreads.run(first); // last: what depends on it may wait for the end
    }
}
