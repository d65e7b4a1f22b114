package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionTelemetry;
import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.live.SessionTelemetry.Why;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.UserThreads;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures one session, is told by whoever sends and reads, and tells a listener and the Flight Recorder. Whoever calls waits for
 * nothing, whatever the locks that it holds, and runs nothing of the user's, but for the end where the system has no thread to give.
 * Where nobody listens and nothing is recorded, a piece of audio makes no object here. Thread-safe.
 */
final class SessionMeter implements TurnTiming.Measured {

    private final Time time;
    private final @Nullable TelemetryRelay relay;
    private final FlightLog log = FlightLog.begin();
    private final long begun;

    // Guarded by this.
    private final TurnTiming turns = new TurnTiming(this);
    private final QueueDepth queue = new QueueDepth();
    private @Nullable Credentials token;
    private long presentedAt;
    private boolean connected;
    private boolean opened;
    private @Nullable Why why; // while there is no connection any more and not yet another
    private long lostAt;
    private int attempts;
    private boolean ended;
    private long messagesSent;
    private long bytesSent;
    private long messagesReceived;
    private long bytesReceived;
    private long turnsBegun;
    private long reconnects;
    private long messagesDropped;
    private long bytesDropped;

    /** Begins to measure a session that begins to connect; asks the options who listens. */
    SessionMeter(SessionOptions options, Time time, UserThreads threads) {
        this.time = time;
        SessionTelemetry listener = listener(options);
        this.relay = listener == SessionTelemetry.none() ? null : new TelemetryRelay(listener, threads);
        this.begun = time.nanoTime();
    }

    private static SessionTelemetry listener(SessionOptions options) {
        try {
            return Objects.requireNonNull(options.telemetry().get(), "SessionOptions.telemetry() has given null.");
        } catch (Throwable thrown) {
            TelemetryRelay.report(thrown);
            return SessionTelemetry.none();
        }
    }

    /** A connection is tried, with these credentials. */
    synchronized void connecting(Credentials credentials) {
        attempts++;
        if (!credentials.isToken()) {
            token = null;
        } else if (!credentials.equals(token)) {
            token = credentials;
            presentedAt = time.nanoTime();
        }
    }

    /** The setup is complete: of the first connection, or of one that follows another. */
    synchronized void opened() {
        long now = time.nanoTime();
        connected = true;
        if (!opened) {
            opened = true;
            if (relay != null) {
                relay.opened(now - begun);
            }
        } else if (why != null) {
            reconnects++;
            if (relay != null) {
                relay.reconnected(why, attempts, now - lostAt);
            }
            log.reconnected(why, true, attempts, now - lostAt);
        }
        why = null;
        attempts = 0;
    }

    /** The connection is over, and the session is to go on over another; called once for each gap, however many are tried. */
    synchronized void lost(Why reason) {
        long now = time.nanoTime();
        why = reason;
        lostAt = now;
        attempts = 0;
        disconnected(TurnTiming.End.LOST, now);
        log.lost();
    }

    private void disconnected(TurnTiming.End how, long now) {
        turns.over(how, now);
        if (connected && token != null && relay != null) {
            relay.tokenAge(now - presentedAt);
        }
        connected = false;
    }

    /** A message was accepted, or waits for room. */
    void queued(OutboundMessage message) {
        changed(1, message.size());
    }

    /** A message was taken out that has not begun to leave. */
    void takenOut(OutboundMessage message) {
        changed(-1, -message.size());
    }

    private synchronized void changed(int messages, long bytes) {
        long now = time.nanoTime();
        if (queue.add(messages, bytes, now) && relay != null && !ended) {
            relay.queueDepth(queue.messages(), queue.bytes(), queue.peakBytes());
            queue.told(now);
        }
    }

    /** A message begins to leave. */
    synchronized void leaving(OutboundMessage message) {
        Input input = input(message);
        if (input != null) {
            turns.asked(input, time.nanoTime());
        }
    }

    /** A message has left for the socket. */
    synchronized void left(OutboundMessage message) {
        messagesSent++;
        bytesSent += message.size();
        changed(-1, -message.size());
        Input input = input(message);
        if (input != null) {
            turns.left(input, time.nanoTime());
        }
    }

    private static @Nullable Input input(OutboundMessage message) {
        return message.isAudio() ? Input.AUDIO : UserInputs.of(message.content());
    }

    /** Audio was dropped, as {@link dev.ephemera.live.LiveEvent.AudioDropped} says it. */
    synchronized void dropped(long messages, long bytes) {
        messagesDropped += messages;
        bytesDropped += bytes;
        if (relay != null) {
            relay.dropped(messages, bytes);
        }
        log.dropped(messages, bytes);
    }

    /** A message has come; called by the reading thread before it waits for anything. */
    synchronized void came(List<LiveEvent> events, long bytes) {
        messagesReceived++;
        bytesReceived += bytes;
        long now = time.nanoTime();
        for (int i = 0; i < events.size(); i++) { // an iterator would be an object
            turns.came(events.get(i), now);
        }
    }

    /** The session is over, or never opened; later calls count for nothing. */
    synchronized void ended(SessionEnd end) {
        if (ended) {
            return;
        }
        ended = true;
        long now = time.nanoTime();
        long tokenAge = token == null ? TurnTiming.NONE : now - presentedAt;
        disconnected(TurnTiming.End.SESSION_ENDED, now);
        if (why != null) {
            log.reconnected(why, false, attempts, now - lostAt);
        }
        if (relay != null) {
            relay.ended(end, now - begun);
        }
        log.ended(
                end,
                new SessionCounts(
                        messagesSent,
                        bytesSent,
                        messagesReceived,
                        bytesReceived,
                        turnsBegun,
                        reconnects,
                        messagesDropped,
                        bytesDropped),
                now - begun,
                tokenAge);
    }

    @Override
    public void turnBegan() {
        turnsBegun++;
        log.turnBegan();
    }

    @Override
    public void turnLatency(Input input, long nanos) {
        if (relay != null) {
            relay.turnLatency(input, nanos);
        }
    }

    @Override
    public void timeToFirstAudio(Input input, long nanos) {
        if (relay != null) {
            relay.timeToFirstAudio(input, nanos);
        }
    }

    @Override
    public void turnOver(TurnTiming.End end, @Nullable Input input, long nanos, long latency, long timeToFirstAudio) {
        log.turnOver(end, input, nanos, latency, timeToFirstAudio);
    }
}
