package dev.ephemera.live.internal;

import java.util.concurrent.TimeUnit;

/** How much waits to be sent, and when that is told: often enough for a chart, never for each message. Not thread-safe. */
final class QueueDepth {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long messages;
    private long bytes;
    private long peakBytes;
    private boolean told;
    private long toldAt;
    private boolean toldEmpty = true;

    /** Takes a change, and tells whether it is time to tell of it; if so, the caller does, and calls {@link #told}. */
    boolean add(long moreMessages, long moreBytes, long now) {
        messages += moreMessages;
        bytes += moreBytes;
        peakBytes = Math.max(peakBytes, bytes);
        boolean emptied = messages == 0 && !toldEmpty;
        return emptied || !told || now - toldAt >= INTERVAL_NANOS;
    }

    /** What was to be told has been. */
    void told(long now) {
        told = true;
        toldAt = now;
        toldEmpty = messages == 0;
        peakBytes = bytes;
    }

    long messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    long peakBytes() {
        return peakBytes;
    }
}
