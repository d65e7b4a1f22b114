package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.FileTrouble;
import dev.ephemera.emulator.internal.ThreadNames;
import dev.ephemera.emulator.internal.memory.Recent;
import dev.ephemera.emulator.internal.script.YamlText;
import dev.ephemera.emulator.script.InvalidScriptException;
import dev.ephemera.emulator.script.Script;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sessions that were recorded, and the file that they are written to, by a thread of its own. Safe for use by any
 * thread.
 */
public final class Recordings implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Recordings.class.getName());

    /** What may be of sessions that are open or not written yet. */
    private static final int SHARE_OF_HEAP = 8;

    private final Optional<Path> file;
    private final Clock clock;
    private final Placeholders placeholders = new Placeholders();
    private final Recent<Object, ObjectNode> ended = new Recent<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Semaphore kilobytes = new Semaphore(
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / Recording.KILOBYTE));
    private final ThreadPoolExecutor writer;
    private boolean emptied;

    /**
     * Begins; what the file holds is still there.
     *
     * @param key what else is secret wherever it is met
     * @throws UncheckedIOException if the file cannot be written
     */
    public Recordings(Optional<Path> file, Clock clock, Optional<String> key) {
        this.file = file;
        this.clock = clock;
        key.ifPresent(placeholders::credential);
        key.map(real -> URLEncoder.encode(real, StandardCharsets.UTF_8)).ifPresent(placeholders::credential);
        String name = ThreadNames.next("ephemera-emulator-recorder");
        this.writer = new ThreadPoolExecutor(
                0,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                },
                (late, stopped) -> late.run());
        toFile(nothing -> {}, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /**
     * Empties the file: from now on it holds what is recorded here.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public synchronized void start() {
        if (!emptied) {
            toFile(
                    nothing -> {},
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            emptied = true;
        }
    }

    public Placeholders placeholders() {
        return placeholders;
    }

    /** Begins to record a session. */
    public Recording begin(String apiVersion) {
        return new Recording(connections.incrementAndGet(), apiVersion, clock, placeholders, kilobytes, this::finished);
    }

    /** Takes a session that has ended, and does not keep its end waiting. */
    private void finished(ObjectNode script, int weight) {
        writer.execute(() -> {
            try {
                write(script, weight);
            } catch (UncheckedIOException unwritable) {
                LOG.log(Level.ERROR, unwritable.getMessage());
            } catch (RuntimeException | Error unforeseen) {
                LOG.log(Level.ERROR, "A recorded session is lost", unforeseen);
            } finally {
                kilobytes.release(weight);
            }
        });
    }

    private void write(ObjectNode script, int weight) {
        ended.put(new Object(), script, (long) weight * Recording.KILOBYTE);
        start(); // a session may end before all has started
        toFile(
                out -> {
                    out.write("---\n".getBytes(StandardCharsets.UTF_8));
                    YamlText.write(script, out);
                },
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private interface Content {

        void write(OutputStream out) throws IOException;
    }

    private void toFile(Content content, OpenOption... how) {
        file.ifPresent(path -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path, how))) {
                content.write(out);
            } catch (UncheckedIOException within) {
                throw unwritable(path, Objects.requireNonNull(within.getCause()));
            } catch (IOException failed) {
                throw unwritable(path, failed);
            }
        });
    }

    private static UncheckedIOException unwritable(Path file, IOException failed) {
        return new UncheckedIOException(
                "The recording cannot be written to " + file + ": " + FileTrouble.writing(failed), failed);
    }

    /** The newest of the sessions that have ended, in the order of their ends. */
    public List<Script> all() {
        CompletableFuture.runAsync(() -> {}, writer).join(); // what has ended before is written first
        return ended.values().stream()
                .map(Recordings::script)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Script> script(ObjectNode recorded) {
        try {
            return Optional.of(Script.yaml(YamlText.write(recorded)));
        } catch (InvalidScriptException tooMuch) {
            LOG.log(Level.ERROR, "A recorded session is no script that can be played: " + tooMuch.getMessage());
            return Optional.empty();
        }
    }

    /** Waits until everything is written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.log(Level.ERROR, "The recordings are not all written: the file takes more than a minute.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            LOG.log(Level.ERROR, "The recordings are not all written: whoever closes the emulator is interrupted.");
        }
    }
}
