package dev.ephemera.emulator.internal.observe;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorListener;
import dev.ephemera.emulator.SessionEnd;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * All who listen to an emulator, as one, and the threads on which they are told: none that the emulator needs for anything
 * else, for they may wait. Safe for use by any thread.
 */
public final class Listeners implements EmulatorListener, AutoCloseable {

    private static final Logger LOG = System.getLogger("dev.ephemera.emulator");

    /** As many may wait at once; who is told after them waits, too. */
    private static final int MOST_THREADS = 64;

    /** How long the end waits for listeners that have not returned. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<EmulatorListener> listeners = new CopyOnWriteArrayList<>();
    private final ForkJoinPool threads;

    /**
     * Nobody listens yet.
     *
     * @param name what the names of the threads begin with
     */
    public Listeners(String name) {
        AtomicInteger started = new AtomicInteger();
        threads = new ForkJoinPool(
                MOST_THREADS,
                pool -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    thread.setName(name + "-listeners-" + started.incrementAndGet());
                    return thread;
                },
                null,
                true);
    }

    public void add(EmulatorListener listener) {
        listeners.add(listener);
    }

    public void remove(EmulatorListener listener) {
        listeners.remove(listener);
    }

    /** Whether nobody listens. */
    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** Whether this thread is one on which they are told. */
    boolean isOwnThread() {
        return ForkJoinTask.getPool() == threads;
    }

    /** Does something on a thread of the listeners. After the end nobody is told any more. */
    void execute(Runnable telling) {
        try {
            threads.execute(telling);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "the emulator has closed before all was told", closed);
        }
    }

    /** Lets them hear what has happened, and waits for that, unless a listener calls it; then ends the threads. */
    @Override
    public void close() {
        threads.shutdown();
        if (isOwnThread()) {
            return; // the thread of this listener ends when it returns
        }
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "a listener of the emulator has not returned " + PATIENCE.toSeconds()
                                + " seconds after the end; it is interrupted, and told of nothing more");
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void answered(String request, int status, String said) {
        tell(listener -> listener.answered(request, status, said));
    }

    @Override
    public void opened(EmulatedSession session) {
        tell(listener -> listener.opened(session));
    }

    @Override
    public void passed(EmulatedSession session, EmulatedFrame frame) {
        tell(listener -> listener.passed(session, frame));
    }

    @Override
    public void ended(EmulatedSession session, SessionEnd end) {
        tell(listener -> listener.ended(session, end));
    }

    @Override
    public void warned(String warning) {
        tell(listener -> listener.warned(warning));
    }

    private void tell(Consumer<EmulatorListener> event) {
        for (EmulatorListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error itsOwn) {
                LOG.log(Level.ERROR, "a listener of the emulator fails", itsOwn);
            }
        }
    }
}
