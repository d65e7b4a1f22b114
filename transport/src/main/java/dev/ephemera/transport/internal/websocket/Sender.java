package dev.ephemera.transport.internal.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a connection: a task writes while there is something to write, and no thread is held while there is not.
 * Thread-safe.
 */
final class Sender {

    /** After so many bytes what has been written is flushed and told, although more waits. */
    private static final long BATCH_BYTES = 64L << 10;

    /** About what a frame costs beside its payload, so that a batch of empty messages ends, too. */
    private static final int FRAME_BYTES = 8;

    private static final int IDLE = 0;
    private static final int WRITING = 1;
    private static final int WOKEN = 2;

    private final OutgoingMessages outgoing;
    private final Executor threads;
    private final Consumer<Throwable> broken;

    /** Until the connection opens this stands as if somebody were writing, so that no task begins. */
    private final AtomicInteger work = new AtomicInteger(WRITING);

    private final AtomicReference<@Nullable ByteString> pong = new AtomicReference<>();
    private final AtomicBoolean ping = new AtomicBoolean();
    private final AtomicReference<@Nullable CloseFrame> close = new AtomicReference<>();
    private volatile boolean opened;
    private volatile boolean hurried;

    /** Whoever writes holds it; no monitor, which would hold a virtual thread's carrier. */
    private final ReentrantLock writing = new ReentrantLock();
    // Guarded by writing.
    private @Nullable FrameWriter frames;
    private boolean over;

    /**
     * Makes a sender that waits for its socket.
     *
     * @param outgoing what is sent
     * @param threads run the writing
     * @param broken is told what ended the sending, unless the reader did
     */
    Sender(OutgoingMessages outgoing, Executor threads, Consumer<Throwable> broken) {
        this.outgoing = outgoing;
        this.threads = threads;
        this.broken = broken;
    }

    /** Takes the socket that has been opened, to release it in the end. */
    void take(FrameWriter socket) {
        writing.lock();
        try {
            frames = socket;
        } finally {
            writing.unlock();
        }
        opened = true;
    }

    /** Sends what waits, and from now on whatever comes. */
    void begin() {
        execute();
    }

    void wake() {
        if (work.getAndSet(WOKEN) == IDLE) {
            execute();
        }
    }

    void ping() {
        if (opened) {
            ping.set(true);
            wake();
        }
    }

    /** Answers a ping; one that came before and still waits for its answer needs none any more (RFC 6455, 5.5.3). */
    void pong(ByteString payload) {
        pong.set(payload);
        wake();
    }

    /** Sends a close frame behind all that waits; only the first is. */
    void close(CloseFrame frame) {
        if (close.compareAndSet(null, frame)) {
            wake();
        }
    }

    private void execute() {
        try {
            threads.execute(this::write);
        } catch (RuntimeException | Error e) { // the client is closed, or there is no thread to be had
            broken.accept(e);
        }
    }

    private void write() {
        do {
            work.set(WRITING);
            writing.lock();
            try {
                if (frames != null && !over) {
                    writeWaiting(frames);
                }
            } catch (
                    Throwable thrown) { // also what the caller's queue throws, or an Error, of which nobody would learn
                over = true;
                broken.accept(thrown);
            } finally {
                writing.unlock();
            }
        } while (!work.compareAndSet(WRITING, IDLE));
    }

    private void writeWaiting(FrameWriter to) throws IOException {
        boolean more = true;
        while (more) {
            List<OutgoingMessage> batch = new ArrayList<>();
            more = writeBatch(to, batch);
            to.flush();
            batch.forEach(OutgoingMessage::left);
        }
    }

    /** Writes messages until enough have been, or none waits; then the close frame, if there is to be one. */
    private boolean writeBatch(FrameWriter to, List<OutgoingMessage> batch) throws IOException {
        long bytes = 0;
        while (bytes < BATCH_BYTES && !hurried) {
            writeControl(to);
            CloseFrame last =
                    close.get(); // before the messages are asked for: those that were there before it go first
            OutgoingMessage message = outgoing.next();
            if (message == null && last != null && !batch.isEmpty()) {
                return true; // what leaves is told of before the peer can answer the close
            }
            if (message == null) {
                if (last != null) {
                    over = true;
                    to.close(last);
                }
                return false;
            }
            ByteBuffer utf8 = message.utf8();
            to.text(utf8);
            batch.add(message);
            bytes += FRAME_BYTES + utf8.remaining();
        }
        return !hurried;
    }

    private void writeControl(FrameWriter to) throws IOException {
        ByteString payload = pong.getAndSet(null);
        if (payload != null) {
            to.pong(payload);
        }
        if (ping.getAndSet(false)) {
            to.ping();
        }
    }

    /**
     * Sends a close frame before all that waits, unless one has been sent, and ends this side of the socket. Blocks while another
     * frame is being written; what makes the peer unreachable ends that, and is no matter here.
     */
    void end(CloseFrame frame) {
        hurried = true;
        release(frame);
    }

    /** Lets the socket go; it has been cancelled. */
    void release() {
        release(null);
    }

    private void release(@Nullable CloseFrame frame) {
        writing.lock();
        try (FrameWriter to = frames) {
            if (to != null && frame != null && !over) {
                to.close(frame);
            }
        } catch (IOException e) {
            // The peer is gone, or was cut off: what it has to be told no longer matters.
        } finally {
            over = true;
            writing.unlock();
        }
    }
}
