package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.types.LiveServerMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was received and not yet read, in order and bounded: the one place between the reading thread, which waits here while it
 * is full and so pushes back on the peer, and whoever reads. Thread-safe; each event goes to one reader.
 */
final class InboundBuffer implements Received<LiveEvent> {

    /** What a message counts at least, for its events take memory however short its text is. */
    static final long SMALLEST = 256;

    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition room = lock.newCondition();

    // Guarded by lock.
    private final Deque<Unread> unread = new ArrayDeque<>();
    private long bytes;
    private boolean accepting = true;
    private boolean ended;
    private Runnable watcher = () -> {};

    private volatile boolean full;

    /** Makes a buffer that holds messages of so many bytes, and the one that is too much. */
    InboundBuffer(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Adds the events of one message; drops them if nothing is accepted any more.
     *
     * @param message the message
     * @param events its events, one at least
     * @param length the message's length in bytes
     */
    void put(LiveServerMessage message, List<LiveEvent> events, long length) {
        long size = Math.max(length, SMALLEST);
        Runnable told;
        lock.lock();
        try {
            if (!accepting) {
                return;
            }
            bytes += size;
            unread.add(new Unread(message, events, size));
            readable.signalAll();
            told = watcher;
        } finally {
            lock.unlock();
        }
        told.run();
    }

    /**
     * Waits until there is no more here than there may be, or there is no use in waiting.
     *
     * @param useless whether that is so; asked under the lock, again after {@link #wakeWriters()}
     */
    void awaitRoom(BooleanSupplier useless) {
        lock.lock();
        try {
            while (accepting && bytes > maxBytes && !useless.getAsBoolean()) {
                full = true;
                room.awaitUninterruptibly();
            }
            full = false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets those that wait for room look whether that is of use. */
    void wakeWriters() {
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Adds what this side has to say, even where there is no room; one that says the same as the last one unread becomes one with it. */
    void note(LiveEvent note) {
        Runnable told;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            Unread last = unread.peekLast();
            if (last == null || !last.absorb(note)) {
                unread.add(new Unread(null, List.of(note), 0));
            }
            readable.signalAll();
            told = watcher;
        } finally {
            lock.unlock();
        }
        told.run();
    }

    /** Whether the reading thread waits here for room. */
    boolean isFull() {
        return full;
    }

    /** Waits until there is something to read, and tells whether there is; false means that there never will be. */
    boolean awaitReadable() throws InterruptedException {
        return awaitReadable(Long.MAX_VALUE, () -> false);
    }

    /**
     * The same, at most for a time; false also means that it is over, or that there is enough.
     *
     * @param nanos how long
     * @param enough whether the reader has elsewhere what it waits for; asked under the lock, again after {@link #wakeReaders()}
     */
    boolean awaitReadable(long nanos, BooleanSupplier enough) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = nanos; unread.isEmpty() && !ended && !enough.getAsBoolean() && left > 0; ) {
                left = readable.awaitNanos(left);
            }
            return !unread.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Lets those who wait look whether they have enough. */
    void wakeReaders() {
        lock.lock();
        try {
            readable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for what a message has brought, and tells whether there is any; passes over what no message brought. */
    boolean awaitMessage() throws InterruptedException {
        boolean readable = awaitReadable();
        while (readable && dropNote()) {
            readable = awaitReadable();
        }
        return readable;
    }

    private boolean dropNote() {
        lock.lock();
        try {
            Unread first = unread.peek();
            boolean note = first != null && first.message() == null;
            if (note) {
                removeFirst();
            }
            return note;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to read or the time is over, and takes it. */
    @Nullable LiveEvent poll(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long longest = TimeUnit.NANOSECONDS.convert(timeout); // more than can be counted is for ever
            boolean unusedSincePollTells = awaitReadable(longest, () -> false);
            return poll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable LiveEvent poll() {
        lock.lock();
        try {
            Unread first = unread.peek();
            if (first == null) {
                return null;
            }
            LiveEvent event = first.next();
            if (first.isRead()) {
                removeFirst();
            }
            return event;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next message whole, with what is left of its events, if there is one now; passes over what no message brought. */
    @Nullable LiveServerMessage pollMessage() {
        lock.lock();
        try {
            LiveServerMessage message = null;
            while (message == null && !unread.isEmpty()) {
                message = removeFirst().message();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    /** A message is held until its last event is read. */
    private Unread removeFirst() {
        Unread first = unread.remove();
        bytes -= first.size();
        room.signalAll();
        return first;
    }

    @Override
    public boolean isExhausted() {
        lock.lock();
        try {
            return ended && unread.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void watch(Runnable watcher) {
        lock.lock();
        try {
            Runnable others = this.watcher;
            this.watcher = () -> {
                others.run();
                watcher.run();
            };
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
