package dev.ephemera.live.internal;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.internal.Json;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.transport.internal.websocket.WebSocketConnection;
import dev.ephemera.transport.internal.websocket.WebSocketEngine;
import dev.ephemera.transport.internal.websocket.WebSocketFailure;
import dev.ephemera.transport.internal.websocket.WebSocketListener;
import dev.ephemera.transport.internal.websocket.WebSocketMessage;
import dev.ephemera.transport.internal.websocket.WebSocketRequest;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveServerSessionResumptionUpdate;
import dev.ephemera.types.LiveServerSetupComplete;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session from its first byte to its end: the only owner of its state. What the protocol means, others know. Thread-safe.
 *
 * <p>The lock guards the state and the order of what is sent; under it nothing waits and nothing of the user's runs.
 */
final class SessionCore implements WebSocketListener {

    /** About two minutes of audio. */
    private static final long MAX_UNREAD_BYTES = 8L << 20;

    private static final int NORMAL = 1000;

    /** A close frame of the peer. */
    private record Close(int code, String reason) {}

    private final SessionFailures failures;
    private final Time time;
    private final Duration closeTimeout;
    private final UserThreads userThreads;
    private final InboundBuffer inbound = new InboundBuffer(MAX_UNREAD_BYTES);
    private final CompletableFuture<LiveServerSetupComplete> setup = new CompletableFuture<>();
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();

    private final Object lock = new Object();
    private final OutboundLedger outbound = new OutboundLedger();
    private SessionState state = SessionState.CONNECTING;
    private @Nullable WebSocketConnection connection;
    private @Nullable Runnable alarm;
    private boolean closedByUs;
    private boolean unanswered;
    private @Nullable Close closedByPeer;
    private Optional<String> handle = Optional.empty();
    private boolean resumable;
    private @Nullable SessionEnd end;

    SessionCore(SessionFailures failures, Time time, Duration closeTimeout, UserThreads userThreads) {
        this.failures = failures;
        this.time = time;
        this.closeTimeout = closeTimeout;
        this.userThreads = userThreads;
    }

    /** The service's answer to the setup, or why there is no session; settled on a thread of the user's. */
    CompletableFuture<LiveServerSetupComplete> setup() {
        return setup;
    }

    /** The end, also of a session that never opened; completed on a thread of the user's. */
    CompletableFuture<SessionEnd> ended() {
        return ended;
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
    void connect(WebSocketEngine engine, WebSocketRequest request, String setupText, Duration timeout) {
        synchronized (lock) {
            if (state != SessionState.CONNECTING) {
                return;
            }
            connection = engine.open(request, this, () -> null);
            // // if it is refused, the connection has failed, and the listener is told
            if (state == SessionState.CONNECTING) {
                arm(() -> fail(failures::late), timeout);
            }
        }
    }

    /** Sends a message behind all that were accepted before. */
    void send(LiveClientMessage message) {
        byte[] utf8 = Json.writeBytes(message);
        synchronized (lock) {
            if (state != SessionState.OPEN || connection == null) {
                throw SendRefusals.notOpen(state, knownEnd());
            }
            outbound.accepted(message, utf8.length, 0);
        }
    }

    /** Begins to close, if nobody has; {@link #ended()} tells when it is done, after the close timeout at the latest. */
    void close() {
        fail(() -> LiveConnectException.failed("The session was closed, or its client, before it was open.", null));
        synchronized (lock) { // it is not CONNECTING any more
            if (state == SessionState.OPEN && connection != null) {
                closedByUs = true;
                state = SessionState.CLOSING;
                connection.close(NORMAL, "");
                arm(this::abandon, closeTimeout);
            }
        }
        inbound.refuseMore();
    }

    /** The close timeout is over: releases the socket without an answer. */
    private void abandon() {
        WebSocketConnection silent;
        synchronized (lock) {
            unanswered = true;
            silent = connection;
        }
        if (silent != null) {
            silent.abort();
        }
    }

    /** Gives up the attempt to connect, if it is still one; otherwise does nothing. */
    void fail(Supplier<LiveConnectException> why) {
        WebSocketConnection abandoned;
        LiveConnectException failure;
        SessionEnd neverOpened;
        synchronized (lock) {
            if (state != SessionState.CONNECTING) {
                return;
            }
            state = SessionState.CLOSED;
            disarm();
            abandoned = connection;
            failure = why.get();
            neverOpened = ending(SessionEnd.NO_CLOSE_FRAME, "The session never opened.", Optional.of(failure));
            end = neverOpened;
        }
        inbound.end();
        if (abandoned != null) {
            abandoned.abort();
        }
        userThreads.run(() -> {
            setup.completeExceptionally(failure);
            ended.complete(neverOpened);
        });
    }

    @Override
    public void onOpen() {
        // The setup is queued already; the session is open when the service has answered it.
    }

    @Override
    public void onMessage(WebSocketMessage frame) {
        ServerFrame read = ServerFrame.read(frame);
        if (read.malformed() && state() == SessionState.CONNECTING) {
            fail(() -> failures.malformed(frame.size()));
            return;
        }
        read.message().sessionResumptionUpdate().ifPresent(this::remember);
        inbound.put(read.events(), frame.size());
        read.message().setupComplete().ifPresent(this::opened);
    }

    private void remember(LiveServerSessionResumptionUpdate update) {
        synchronized (lock) {
            resumable = update.resumable().orElse(false);
            handle = update.newHandle().filter(value -> !value.isEmpty()).or(() -> handle);
        }
    }

    private void opened(LiveServerSetupComplete complete) {
        synchronized (lock) {
            if (state != SessionState.CONNECTING) {
                return;
            }
            state = SessionState.OPEN;
            disarm();
        }
        userThreads.run(() -> setup.complete(complete));
    }

    @Override
    public void onClosing(int code, String reason) {
        fail(() -> failures.closed(code, reason));
        synchronized (lock) {
            closedByPeer = new Close(code, failures.words(reason, handle));
            if (state == SessionState.OPEN && connection != null) {
                state = SessionState.CLOSING;
                arm(this::abandon, closeTimeout);
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
        SessionEnd last;
        synchronized (lock) {
            if (state == SessionState.CLOSED) {
                return;
            }
            state = SessionState.CLOSED;
            disarm();
            last = ending(thrown);
            end = last;
        }
        inbound.end();
        userThreads.run(() -> ended.complete(last));
    }

    /** The end, or what it will be once the peer's close is answered. */
    private @Nullable SessionEnd knownEnd() {
        return end == null && closedByPeer != null ? ending(Optional.empty()) : end;
    }

    private SessionEnd ending(Optional<Throwable> thrown) {
        Close close = closedByPeer;
        if (close != null) {
            return ending(close.code(), close.reason(), Optional.empty());
        }
        if (unanswered) {
            String reason = "The service did not answer the close within " + closeTimeout + " (closeTimeout).";
            return ending(SessionEnd.NO_CLOSE_FRAME, reason, Optional.empty());
        }
        NetworkException lost = failures.lost(thrown.orElseGet(() -> new EOFException("no close frame")));
        return ending(SessionEnd.NO_CLOSE_FRAME, lost.getMessage(), Optional.of(lost));
    }

    private SessionEnd ending(int code, String reason, Optional<? extends Throwable> cause) {
        return SessionEnd.builder()
                .by(endedBy())
                .code(code)
                .reason(reason)
                .handle(handle)
                .resumable(resumable && handle.isPresent())
                .unsent(connection == null ? List.of() : outbound.remaining(0))
                .cause(cause)
                .build();
    }

    private SessionEnd.By endedBy() {
        if (closedByUs) {
            return SessionEnd.By.CLIENT;
        }
        return closedByPeer != null ? SessionEnd.By.SERVER : SessionEnd.By.NETWORK;
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
