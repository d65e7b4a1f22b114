package dev.ephemera.live.internal;

import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.live.SessionTelemetry.Why;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The log in the Flight Recorder. An event that no recording asks for costs an object, and none is made for a message. */
final class JfrLog implements FlightLog {

    private static final AtomicLong SESSIONS = new AtomicLong();

    private final long session = SESSIONS.incrementAndGet();
    private final SessionJfrEvent whole = new SessionJfrEvent();
    private @Nullable TurnJfrEvent turn;
    private @Nullable ReconnectJfrEvent reconnect;

    JfrLog() {
        whole.begin();
    }

    @Override
    public void turnBegan() {
        TurnJfrEvent event = new TurnJfrEvent();
        event.begin();
        turn = event;
    }

    @Override
    public void turnOver(
            TurnTiming.End end, @Nullable Input input, long nanos, long latencyNanos, long firstAudioNanos) {
        TurnJfrEvent event = turn;
        turn = null;
        if (event != null && event.shouldCommit()) {
            event.session = session;
            event.end = end.name();
            event.input = input == null ? null : input.name();
            event.length = nanos;
            event.latency = latencyNanos;
            event.timeToFirstAudio = firstAudioNanos;
            event.commit();
        }
    }

    @Override
    public void dropped(long messages, long bytes) {
        DropJfrEvent event = new DropJfrEvent();
        if (event.shouldCommit()) {
            event.session = session;
            event.messages = messages;
            event.bytes = bytes;
            event.commit();
        }
    }

    @Override
    public void lost() {
        ReconnectJfrEvent event = new ReconnectJfrEvent();
        event.begin();
        reconnect = event;
    }

    @Override
    public void reconnected(@Nullable Why why, boolean succeeded, int attempts, long gapNanos) {
        ReconnectJfrEvent event = reconnect;
        reconnect = null;
        if (event != null && event.shouldCommit()) {
            event.session = session;
            event.why = why == null ? null : why.name();
            event.succeeded = succeeded;
            event.attempts = attempts;
            event.gap = gapNanos;
            event.commit();
        }
    }

    @Override
    public void ended(SessionEnd end, SessionCounts counts, long nanos, long tokenAgeNanos) {
        if (whole.shouldCommit()) {
            whole.session = session;
            whole.kind = end.kind().name();
            whole.by = end.by().name();
            whole.code = end.code();
            whole.length = nanos;
            whole.tokenAge = tokenAgeNanos;
            whole.messagesSent = counts.messagesSent();
            whole.bytesSent = counts.bytesSent();
            whole.messagesReceived = counts.messagesReceived();
            whole.bytesReceived = counts.bytesReceived();
            whole.turns = counts.turns();
            whole.reconnects = counts.reconnects();
            whole.messagesDropped = counts.messagesDropped();
            whole.bytesDropped = counts.bytesDropped();
            whole.commit();
        }
    }
}
