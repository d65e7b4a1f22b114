package dev.ephemera.examples;

import dev.ephemera.types.Bytes;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sound.sampled.SourceDataLine;

/**
 * Plays what the model says, which comes faster than it plays, and falls silent at once when the user interrupts.
 *
 * <p>A thread of its own waits for the line to have room, so that whoever reads the session hears of the interruption meanwhile.
 */
final class Speaker implements AutoCloseable {

    /** 20 ms at 24 kHz: what may still be written after the interruption. */
    private static final int PIECE = 960;

    private record Chunk(Bytes pcm, int turn) {}

    private final SourceDataLine line;
    private final BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "speaker");

    /** Takes a line that is open, and closes it in the end. */
    Speaker(SourceDataLine line) {
        this.line = line;
        line.start();
        thread.setDaemon(true);
        thread.start();
    }

    void play(Bytes pcm) {
        waiting.add(new Chunk(pcm, turn.get()));
    }

    /** What waits is stale, what the line holds already too. */
    void stopAtOnce() {
        turn.incrementAndGet();
        waiting.clear();
        line.flush();
    }

    private void run() {
        try {
            while (true) {
                write(waiting.take());
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void write(Chunk chunk) {
        byte[] pcm = chunk.pcm().toByteArray();
        for (int at = 0; at < pcm.length && chunk.turn() == turn.get(); at += PIECE) {
            line.write(pcm, at, Math.min(PIECE, pcm.length - at));
        }
    }

    @Override
    public void close() {
        stopAtOnce();
        thread.interrupt();
        line.close();
    }
}
