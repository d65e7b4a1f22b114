package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was received and not yet read, in order and bounded: the one place between the reading thread, which waits here while it
 * is full and so pushes back on the peer, and whoever reads. Thread-safe; each event goes to one reader.
 */
final class InboundBuffer {

    /** What a message counts at least, for its events take memory however short its text is. */
    static final long SMALLEST = 256;

    private record Entry(LiveEvent event, long bytes) {}

    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition room = lock.newCondition();

    // Guarded by lock.
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private boolean accepting = true;
    private boolean ended;
    private Runnable watcher = () -> {};

    /** Makes a buffer that holds messages of so many bytes, or a single longer one. */
    InboundBuffer(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Adds the events of one message, when there is room; drops them if nothing is accepted any more.
     *
     * @param events the events
     * @param length the message's length in bytes
     */
    void put(List<LiveEvent> events, long length) {
        long size = Math.max(length, SMALLEST);
        Runnable told;
        lock.lock();
        try {
            while (accepting && bytes > 0 && bytes + size > maxBytes) {
                room.awaitUninterruptibly();
            }
            if (!accepting) {
                return;
            }
            bytes += size;
            // The message is held until its last event is read.
            for (int i = 0; i < events.size(); i++) {
                entries.add(new Entry(events.get(i), i == events.size() - 1 ? size : 0));
            }
            readable.signalAll();
            told = watcher;
        } finally {
            lock.unlock();
        }
        told.run();
    }

    /** Waits until there is something to read, and tells whether there is; false means that there never will be. */
    boolean awaitReadable() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (entries.isEmpty() && !ended) {
                readable.await();
            }
            return !entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next event, if there is one now. */
    @Nullable LiveEvent poll() {
        lock.lock();
        try {
            Entry entry = entries.poll();
            if (entry == null) {
                return null;
            }
            bytes -= entry.bytes();
            room.signalAll();
            return entry.event();
        } finally {
            lock.unlock();
        }
    }

    /** Whether all has been read and nothing will come. */
    boolean isExhausted() {
        lock.lock();
        try {
            return ended && entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Tells somebody, on the thread that writes, when there is something new, be it the end. It must not block. */
    void watch(Runnable watcher) {
        lock.lock();
        try {
            this.watcher = watcher;
        } finally {
            lock.unlock();
        }
    }

    /** Accepts nothing more and lets a waiting writer go; what is here can still be read. */
    void refuseMore() {
        lock.lock();
        try {
            accepting = false;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing will come any more. */
    void end() {
        Runnable told;
        lock.lock();
        try {
            accepting = false;
            ended = true;
            room.signalAll();
            readable.signalAll();
            told = watcher;
        } finally {
            lock.unlock();
        }
        told.run();
    }
}
