package dev.ephemera.emulator.internal.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Prints lines on a thread of its own: who reads too slowly misses some, and is told how many; nobody waits for it. Safe for
 * use by any thread.
 */
final class Printer implements AutoCloseable {

    private static final int MOST_QUEUED = 1_000;

    /** How long the end waits for a reader. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PrintStream out;
    private final Queue<String> queue = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "ephemera-emulator-verbose");
    private int dropped;
    private boolean closed;

    private Printer(PrintStream out) {
        this.out = out;
    }

    static Printer start(PrintStream out) {
        Printer printer = new Printer(out);
        printer.thread.setDaemon(true);
        printer.thread.start();
        return printer;
    }

    /** Prints a line, which is made only if there is room for it. */
    void print(Supplier<String> line) {
        if (hasRoom()) {
            add(line.get());
        }
    }

    private synchronized boolean hasRoom() {
        boolean room = queue.size() < MOST_QUEUED;
        dropped += room ? 0 : 1;
        return room;
    }

    /** As many more as there are threads may come meanwhile. */
    private synchronized void add(String line) {
        tellDropped();
        queue.add(line);
        notifyAll();
    }

    private void tellDropped() {
        if (dropped > 0) {
            queue.add("(" + dropped + " lines dropped: they were not read as fast as they came)");
            dropped = 0;
        }
    }

    private void run() {
        try {
            for (Optional<String> line = next(); line.isPresent(); line = next()) {
                out.println(line.get());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<String> next() throws InterruptedException {
        while (queue.isEmpty() && dropped == 0 && !closed) {
            wait();
        }
        if (queue.isEmpty()) {
            tellDropped();
        }
        return Optional.ofNullable(queue.poll());
    }

    /** Prints what is left, as long as it is read. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
