package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.time.Timeline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;

/** How frames leave on one WebSocket: at once and whole, or as a fault wants it. Safe for use by any thread. */
final class Transmission {

    private final CoreSession core;
    private final Wire wire;
    private final Timeline timeline;
    private volatile boolean silent;
    private volatile Duration delay = Duration.ZERO;
    private volatile long bytesPerSecond;
    private volatile int fragments = 1;
    private Instant lineFree = Instant.MIN;

    Transmission(CoreSession core, Wire wire, Timeline timeline) {
        this.core = core;
        this.wire = wire;
        this.timeline = timeline;
    }

    /** Sends nothing any more. */
    void silence() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    /** Lets every frame leave so long after it was sent. */
    void delay(Duration latency) {
        delay = latency;
    }

    /** Lets every byte of a message take its time. */
    void slow(long rate) {
        bytesPerSecond = rate;
    }

    /** Sends every message in so many frames, with pings in between. */
    void fragment(int count) {
        fragments = count;
    }

    /** Makes the step of a frame that is sent now. */
    Outbox.Step of(Frame frame) {
        Instant sent = timeline.now();
        return done -> timeline.at(sent.plus(delay), () -> leave(frame, sent, done));
    }

    private void leave(Frame frame, Instant sent, Callback done) {
        if (silent) {
            done.succeeded();
        } else if (frame.isControlFrame() || (fragments == 1 && bytesPerSecond == 0)) {
            core.sendFrame(frame, done, false);
        } else {
            byte[] message = BufferUtil.toArray(frame.getPayload());
            ByteBuffer bytes = fragments > 1
                    ? RawFrames.fragments(frame.getOpCode(), message, fragments)
                    : RawFrames.frame(true, frame.getOpCode(), message);
            write(bytes, sent, done);
        }
    }

    private void write(ByteBuffer bytes, Instant sent, Callback done) {
        if (bytesPerSecond == 0) {
            wire.write(bytes, done);
            return;
        }
        Instant start = lineFree.isAfter(sent) ? lineFree : sent;
        lineFree = start.plus(Duration.ofSeconds(bytes.remaining()).dividedBy(bytesPerSecond));
        Trickle.slowly(bytes, bytesPerSecond, timeline, start, wire::write, done);
    }
}
