package dev.ephemera.live.internal;

import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import dev.ephemera.live.ResumptionStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keeps resumptions in a directory, a file for each key. A file comes into its place whole or not at all, so processes need not
 * know of each other. Thread-safe, for it holds no state.
 */
public final class FileResumptionStore implements ResumptionStore {

    /** No write takes that long: a process has died in it. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final String KEPT = ".json";
    private static final String BEING_WRITTEN = ".tmp";

    private final Path directory;
    private final Clock clock;

    /** Makes the directory if there is none, and clears away what dead processes have left in it. */
    public FileResumptionStore(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        try {
            OwnerOnly.createDirectories(directory);
            sweep();
        } catch (IOException | DirectoryIteratorException e) {
            throw failed("The directory " + directory + " for resumptions cannot be made or read", e);
        }
    }

    private void sweep() throws IOException {
        Instant since = Instant.now().minus(ABANDONED); // files have the system's time
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*" + BEING_WRITTEN)) {
            for (Path file : left) {
                try {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException e) {
                    // Its writer lives and has moved it.
                }
            }
        }
    }

    @Override
    public void save(String key, Resumption resumption) {
        Path file = file(key);
        try {
            Path written = Files.createTempFile(directory, "", BEING_WRITTEN, OwnerOnly.file(directory));
            try {
                write(written, resumption.toJson());
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (AtomicMoveNotSupportedException e) {
            throw failed(
                    "The file system of " + file + " moves no file atomically; choose a directory on another one", e);
        } catch (IOException e) {
            throw failed("The resumption could not be written to " + file, e);
        }
    }

    /** To the disk: a name must not outlive what it names when the machine dies. */
    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    @Override
    public Optional<Resumption> load(String key) {
        Path file = file(key);
        try {
            Resumption resumption = read(file, file);
            if (!resumption.expired(clock.instant())) {
                return Optional.of(resumption);
            }
            removeExpired(file);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("The resumption in " + file + " could not be read, or removed when it had expired", e);
        }
    }

    private static Resumption read(Path file, Path named) throws IOException {
        OwnerOnly.require(file);
        String text = Files.readString(file);
        try {
            return Resumption.fromJson(text);
        } catch (IllegalArgumentException e) {
            throw new ResumptionStoreException(
                    "The file " + named + " cannot be used: " + e.getMessage() + " Remove it to start anew.", e);
        }
    }

    /** Another process may have put a new one there meanwhile: so it is taken away first, and looked at then. */
    private void removeExpired(Path file) throws IOException {
        Path taken = Files.createTempFile(directory, "", BEING_WRITTEN, OwnerOnly.file(directory));
        try {
            Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
            if (!read(taken, file).expired(clock.instant()) && Files.notExists(file)) {
                Files.move(taken, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(taken);
        }
    }

    @Override
    public void remove(String key) {
        Path file = file(key);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed("The resumption in " + file + " could not be removed", e);
        }
    }

    /** Keys may hold anything, and some file systems take two of them for one name. */
    private Path file(String key) {
        byte[] name = slot(key).key().getBytes(StandardCharsets.UTF_8);
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name));
            return directory.resolve(digest + KEPT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static ResumptionStoreException failed(String what, Exception cause) {
        return new ResumptionStoreException(what + " (" + cause.getClass().getSimpleName() + ").", cause);
    }

    @Override
    public String toString() {
        return "ResumptionStore[" + directory + "]";
    }
}
