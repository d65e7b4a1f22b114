package dev.ephemera.live.internal;

import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionTelemetry;
import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.live.SessionTelemetry.Why;
import dev.ephemera.transport.internal.UserThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Between the threads that measure, which never wait here, and the user's code that is told: in order and bounded. Sums and peaks
 * have one place each, where they grow until they are told; of the rest a fixed number waits, and what finds no room is counted.
 * Thread-safe.
 */
final class TelemetryRelay {

    static final int MOST_WAITING = 256;

    private final SessionTelemetry listener;
    private final UserThreads threads;

    // Guarded by this.
    private final Deque<Consumer<SessionTelemetry>> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean closed;
    private long droppedMessages;
    private long droppedBytes;
    private boolean depthWaits;
    private long messages;
    private long bytes;
    private long peakBytes;
    private long missed;

    TelemetryRelay(SessionTelemetry listener, UserThreads threads) {
        this.listener = listener;
        this.threads = threads;
    }

    void opened(long nanos) {
        add(to -> to.opened(Duration.ofNanos(nanos)));
    }

    void turnLatency(Input input, long nanos) {
        add(to -> to.turnLatency(input, Duration.ofNanos(nanos)));
    }

    void timeToFirstAudio(Input input, long nanos) {
        add(to -> to.timeToFirstAudio(input, Duration.ofNanos(nanos)));
    }

    void reconnected(Why why, int attempts, long gapNanos) {
        add(to -> to.reconnected(why, attempts, Duration.ofNanos(gapNanos)));
    }

    void tokenAge(long nanos) {
        add(to -> to.tokenAge(Duration.ofNanos(nanos)));
    }

    void queueDepth(long nowMessages, long nowBytes, long nowPeakBytes) {
        synchronized (this) {
            if (closed) {
                return;
            }
            messages = nowMessages;
            bytes = nowBytes;
            peakBytes = Math.max(peakBytes, nowPeakBytes);
            if (!depthWaits) {
                depthWaits = true;
                waiting.add(this::tellDepth);
            }
        }
        start();
    }

    private void tellDepth(SessionTelemetry to) {
        long toldMessages;
        long toldBytes;
        long toldPeak;
        synchronized (this) {
            toldMessages = messages;
            toldBytes = bytes;
            toldPeak = peakBytes;
            peakBytes = 0;
            depthWaits = false;
        }
        to.queueDepth(toldMessages, toldBytes, toldPeak);
    }

    void dropped(long moreMessages, long moreBytes) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (droppedMessages == 0) {
                waiting.add(this::tellDropped);
            }
            droppedMessages += moreMessages;
            droppedBytes += moreBytes;
        }
        start();
    }

    private void tellDropped(SessionTelemetry to) {
        long toldMessages;
        long toldBytes;
        synchronized (this) {
            toldMessages = droppedMessages;
            toldBytes = droppedBytes;
            droppedMessages = 0;
            droppedBytes = 0;
        }
        to.dropped(toldMessages, toldBytes);
    }

    /** The last; it always finds room, and is told even where the system has no thread to give. */
    void ended(SessionEnd end, long nanos) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.add(to -> to.ended(end, Duration.ofNanos(nanos)));
        }
        start();
    }

    private void add(Consumer<SessionTelemetry> measurement) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (waiting.size() >= MOST_WAITING) {
                if (missed++ == 0) {
                    waiting.add(this::tellMissed);
                }
            } else {
                waiting.add(measurement);
            }
        }
        start();
    }

    private void tellMissed(SessionTelemetry to) {
        long told;
        synchronized (this) {
            told = missed;
            missed = 0;
        }
        to.missed(told);
    }

    private void start() {
        synchronized (this) {
            if (running || waiting.isEmpty()) {
                return;
            }
            running = true;
        }
        if (threads.tryRun(this::tellAll)) {
            return;
        }
        boolean last;
        synchronized (this) {
            last = closed;
            running = last; // otherwise the next measurement tries again
        }
        if (last) {
            threads.run(this::tellAll);
        }
    }

    private void tellAll() {
        for (Consumer<SessionTelemetry> next = next(); next != null; next = next()) {
            tell(next);
        }
    }

    private synchronized @Nullable Consumer<SessionTelemetry> next() {
        Consumer<SessionTelemetry> next = waiting.poll();
        running = next != null;
        return next;
    }

    private void tell(Consumer<SessionTelemetry> measurement) {
        try {
            measurement.accept(listener);
        } catch (Throwable thrown) {
            report(thrown);
        }
    }

    /** Tells the thread's handler; as in the JVM, nobody hears what that throws itself. */
    static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable again) {
            thrown.addSuppressed(again);
        }
    }
}
