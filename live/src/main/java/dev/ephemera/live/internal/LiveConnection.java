package dev.ephemera.live.internal;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.websocket.OutgoingMessage;
import dev.ephemera.transport.internal.websocket.OutgoingMessages;
import dev.ephemera.transport.internal.websocket.WebSocketConnection;
import dev.ephemera.transport.internal.websocket.WebSocketEngine;
import dev.ephemera.transport.internal.websocket.WebSocketFailure;
import dev.ephemera.transport.internal.websocket.WebSocketListener;
import dev.ephemera.transport.internal.websocket.WebSocketMessage;
import dev.ephemera.transport.internal.websocket.WebSocketRequest;
import dev.ephemera.transport.internal.websocket.WebSocketViolationException;
import dev.ephemera.types.LiveServerMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a session, from its handshake to its end: it says the setup, waits for the answer, and finds out whether the
 * service is still there. What is said over it is its owner's. Thread-safe; under its lock nothing waits, and nobody is told.
 */
final class LiveConnection implements WebSocketListener, OutgoingMessages {

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;

    /** Who talks over a connection. No call but {@link #awaitRoom} may block; the last one is {@code neverOpened} or {@code over}. */
    interface Owner {

        /** The service has said something, to be read; at first before {@link #opened}. On the reading thread. */
        void received(ServerFrame frame, int bytes);

        /** What it has said is to be acted upon, in the same order; of what came before {@link #opened}, behind that. */
        void actUpon(LiveServerMessage message);

        /** The service has answered the setup, and takes messages from now on. On the reading thread. */
        void opened(LiveServerMessage complete);

        /**
         * Holds up the reading thread as long as there is no room for more, and so pushes back on the service.
         *
         * @param useless whether there is no use in waiting; looked at again after {@link #broken} and {@link #over}
         */
        void awaitRoom(BooleanSupplier useless);

        /** Nothing can be sent any more; what has arrived is still read, for which {@link #awaitRoom} does not wait. */
        void broken();

        /** The service begins to close. */
        void closing();

        /** There is no connection, and never was one. */
        void neverOpened(LiveConnectException why);

        /** The connection is over; {@link LiveConnection#end} tells how. */
        void over();
    }

    private enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        OVER
    }

    private enum Sending {
        NOT_YET,
        ON,
        NO_MORE
    }

    private record Setup(ByteBuffer utf8) implements OutgoingMessage { // sent once, so nobody else moves in it
        @Override
        public void left() {
            // The service's answer tells more.
        }
    }

    private final SessionFailures failures;
    private final SessionEnds ends;
    private final Duration livenessTimeout;
    private final Duration closeTimeout;
    private final Time time;
    private final TurnCounter turns;
    private final OutgoingMessages messages;
    private final Liveness liveness;
    private final Owner owner;

    // Of the reading thread.
    private final MalformedFrames malformed = new MalformedFrames();
    private final List<LiveServerMessage> early = new ArrayList<>(); // nothing is answered before the setup is complete

    private final Object lock = new Object();
    private State state = State.CONNECTING;
    private @Nullable Runnable alarm;
    private Optional<Throwable> thrown = Optional.empty();
    private volatile @Nullable WebSocketConnection socket;
    private volatile @Nullable Setup setup; // until it is taken
    private Sending sending = Sending.NOT_YET; // guarded by lock
    private int goodbye; // guarded by lock; the code of our close, zero as long as there is none
    private volatile boolean broken;

    /**
     * Makes a connection that has not begun to connect.
     *
     * @param failures says why it could not be opened or was lost
     * @param resumption what the session can be resumed by
     * @param options how it behaves on this side
     * @param closeTimeout how long the service may take to answer a close
     * @param time when
     * @param turns counts what comes
     * @param messages what is sent once it is open
     * @param inbound tells whether the socket is being read
     * @param owner who talks over it
     */
    LiveConnection(
            SessionFailures failures,
            NewestResumption resumption,
            SessionOptions options,
            Duration closeTimeout,
            Time time,
            TurnCounter turns,
            OutgoingMessages messages,
            InboundBuffer inbound,
            Owner owner) {
        this.failures = failures;
        this.ends = new SessionEnds(failures, resumption);
        this.livenessTimeout = options.livenessTimeout();
        this.closeTimeout = closeTimeout;
        this.time = time;
        this.turns = turns;
        this.messages = messages;
        this.liveness = new Liveness(options, time, inbound, this::silent);
        this.owner = owner;
    }

    /** Begins to connect, unless that was given up already; the owner learns the outcome within the timeout. */
    void connect(WebSocketEngine engine, WebSocketRequest request, ByteBuffer setupText, Duration timeout) {
        synchronized (lock) {
            if (state != State.CONNECTING) {
                return;
            }
            setup = new Setup(setupText.duplicate());
            arm(this::late, timeout); // before the connection can fail, for the end takes it back
            socket = engine.open(request, this, this);
        }
    }

    /** The time to connect is over. */
    void late() {
        fail(failures::late);
    }

    /** Gives up the attempt to connect, if it is still one; otherwise does nothing. */
    void fail(Supplier<LiveConnectException> why) {
        LiveConnectException failure;
        synchronized (lock) {
            if (state != State.CONNECTING) {
                return;
            }
            failure = why.get();
            over(Optional.empty());
        }
        abort();
        owner.neverOpened(failure);
    }

    /** The end of a session that was never open. */
    SessionEnd neverOpened(LiveConnectException why) {
        return ends.neverOpened(why);
    }

    /** How the connection ended, once it is over; what it will be once the service's close is answered; null before. */
    @Nullable SessionEnd end(OutboundQueue.Rest rest) {
        synchronized (lock) {
            return state == State.OVER ? ends.ending(thrown, rest) : ends.known();
        }
    }

    String withoutSecrets(String text) {
        synchronized (lock) {
            return ends.withoutSecrets(text);
        }
    }

    /** There may be something to send. */
    void wake() {
        WebSocketConnection open = socket;
        if (open != null) {
            open.wake();
        }
    }

    @Override
    public @Nullable OutgoingMessage next() {
        Setup first = setup;
        if (first != null) {
            setup = null;
            return first;
        }
        synchronized (
                lock) { // so that nothing is taken for a connection that is over, behind whose back the session goes on
            return sending == Sending.ON ? messages.next() : null;
        }
    }

    /** Begins to close behind all that is to be sent, if it is open; the owner learns when it is over, after the close timeout at the latest. */
    void close(SessionEnd.Kind kind) {
        synchronized (lock) {
            WebSocketConnection open = socket;
            if (state == State.OPEN && open != null) {
                ends.closing(kind);
                closing();
                goodbye = kind == SessionEnd.Kind.JVM_SHUTDOWN ? GOING_AWAY : NORMAL;
                if (sending != Sending.NOT_YET) {
                    open.close(goodbye, "");
                }
            }
        }
    }

    /** Begins to close in favour of another connection: what waits to be sent does not leave over this one. */
    void leave() {
        hold();
        close(SessionEnd.Kind.MOVED);
    }

    /** Sends nothing more. */
    void hold() {
        synchronized (lock) {
            sending = Sending.NO_MORE;
        }
    }

    private void closing() {
        state = State.CLOSING;
        arm(() -> abandon(SessionEnd.Kind.CLOSE_UNANSWERED, failures.unanswered(closeTimeout)), closeTimeout);
    }

    /** Nothing has come for too long. */
    private void silent() {
        abandon(SessionEnd.Kind.NO_SIGN_OF_LIFE, failures.silent(livenessTimeout));
    }

    /** Releases the socket and is over without waiting for anything. */
    private void abandon(SessionEnd.Kind kind, String reason) {
        synchronized (lock) {
            ends.abandoned(kind, reason);
        }
        abort();
        end(Optional.empty());
    }

    private void abort() {
        WebSocketConnection open = socket;
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void onOpen() {
        // The setup waits already; the connection is open when the service has answered it.
    }

    @Override
    public void onMessage(WebSocketMessage frame) throws WebSocketViolationException {
        if (isOver()) {
            return; // the session goes on without this connection, which was given up
        }
        ServerFrame read = ServerFrame.read(frame, turns);
        if (read.malformed() && isConnecting()) {
            fail(() -> failures.malformed(frame.size()));
            return;
        }
        boolean first = isConnecting();
        owner.received(read, frame.size());
        if (first) {
            early.add(read.message());
            open(read.message());
        } else {
            owner.actUpon(read.message());
        }
        malformed.add(read);
        owner.awaitRoom(
                () -> broken); // last: a slow reader holds up what has not been read from the socket, and nothing else
    }

    private boolean isOver() {
        synchronized (lock) {
            return state == State.OVER;
        }
    }

    private boolean isConnecting() {
        synchronized (lock) {
            return state == State.CONNECTING;
        }
    }

    private void open(LiveServerMessage complete) {
        WebSocketConnection open = socket;
        synchronized (lock) {
            if (complete.setupComplete().isEmpty() || state != State.CONNECTING || open == null) {
                return;
            }
            state = State.OPEN;
            disarm();
            liveness.watch(open);
        }
        owner.opened(complete);
        synchronized (lock) {
            if (sending == Sending.NOT_YET) { // it may have been left, or have ended, as soon as it was open
                sending = Sending.ON;
                if (goodbye != 0) { // behind what waited
                    open.close(goodbye, "");
                }
            }
        }
        wake();
        early.forEach(owner::actUpon);
        early.clear();
    }

    @Override
    public void onBroken() {
        broken = true;
        owner.broken();
    }

    @Override
    public void onClosing(int code, String reason) {
        fail(() -> failures.closed(code, reason));
        boolean unasked;
        synchronized (lock) {
            ends.closedByPeer(code, reason);
            unasked = state == State.OPEN;
            if (unasked) {
                closing();
            }
        }
        if (unasked) {
            owner.closing();
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

    private void end(Optional<Throwable> why) {
        synchronized (lock) {
            if (state == State.OVER) {
                return;
            }
            over(why);
        }
        owner.over();
    }

    private void over(Optional<Throwable> why) {
        state = State.OVER;
        thrown = why;
        sending = Sending.NO_MORE;
        broken = true;
        disarm();
        liveness.stop();
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
