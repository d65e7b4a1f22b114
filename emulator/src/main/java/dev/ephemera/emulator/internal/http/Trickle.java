package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.time.Timeline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.BiConsumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/** Writes piece after piece, each when the one before has left and its time has come. */
final class Trickle extends IteratingCallback {

    private static final int PIECES_PER_SECOND = 10;

    private final Iterator<ByteBuffer> pieces;
    private final Timeline timeline;
    private final Duration pace;
    private Instant due;
    private final BiConsumer<ByteBuffer, Callback> out;
    private final Callback done;

    private Trickle(
            Iterator<ByteBuffer> pieces,
            Timeline timeline,
            Duration pace,
            Instant start,
            BiConsumer<ByteBuffer, Callback> out,
            Callback done) {
        this.pieces = pieces;
        this.timeline = timeline;
        this.pace = pace;
        this.due = start;
        this.out = out;
        this.done = done;
    }

    /** Writes bytes at a rate: each piece leaves when a line of that rate would have carried it since the start. */
    static void slowly(
            ByteBuffer bytes,
            long bytesPerSecond,
            Timeline timeline,
            Instant start,
            BiConsumer<ByteBuffer, Callback> out,
            Callback done) {
        int size = (int) Math.max(1, Math.min(bytesPerSecond / PIECES_PER_SECOND, Integer.MAX_VALUE));
        Duration pace = Duration.ofSeconds(size).dividedBy(bytesPerSecond);
        new Trickle(new Slices(bytes, size), timeline, pace, start, out, done).iterate();
    }

    /** Writes pieces as fast as they are taken. */
    static void fast(
            Iterator<ByteBuffer> pieces, Timeline timeline, BiConsumer<ByteBuffer, Callback> out, Callback done) {
        new Trickle(pieces, timeline, Duration.ZERO, timeline.now(), out, done).iterate();
    }

    @Override
    protected Action process() {
        if (!pieces.hasNext()) {
            return Action.SUCCEEDED;
        }
        ByteBuffer piece = pieces.next();
        due = due.plus(pace);
        timeline.at(due, () -> out.accept(piece, this));
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        done.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        done.failed(cause);
    }

    private static final class Slices implements Iterator<ByteBuffer> {

        private final ByteBuffer bytes;
        private final int size;

        private Slices(ByteBuffer bytes, int size) {
            this.bytes = bytes.slice();
            this.size = size;
        }

        @Override
        public boolean hasNext() {
            return bytes.hasRemaining();
        }

        @Override
        public ByteBuffer next() {
            int length = Math.min(size, bytes.remaining());
            ByteBuffer slice = bytes.slice(bytes.position(), length);
            bytes.position(bytes.position() + length);
            return slice;
        }
    }
}
