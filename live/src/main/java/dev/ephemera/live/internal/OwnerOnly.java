package dev.ephemera.live.internal;

import dev.ephemera.live.ResumptionStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that hold secrets, and so are their owner's alone, where the file system knows that (POSIX). */
final class OwnerOnly {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Makes a directory and those above it that are missing; one that is there is left as it is. */
    static void createDirectories(Path directory) throws IOException {
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        Files.createDirectories(directory, attributes(existing, DIRECTORY));
    }

    /** What a file in this directory is made with. */
    static FileAttribute<?>[] file(Path directory) {
        return attributes(directory, FILE);
    }

    private static FileAttribute<?>[] attributes(Path existing, Set<PosixFilePermission> permissions) {
        return posix(existing) == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    private static @Nullable PosixFileAttributeView posix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class);
    }

    /**
     * Checks that nobody else may read or write a file.
     *
     * @throws ResumptionStoreException if its group or others may
     */
    static void require(Path file) throws IOException {
        PosixFileAttributeView view = posix(file);
        if (view == null) {
            if (Files.notExists(file)) {
                throw new NoSuchFileException(file.toString());
            }
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (!DIRECTORY.containsAll(permissions)) {
            throw new ResumptionStoreException(
                    "The file " + file + " is open to others (" + PosixFilePermissions.toString(permissions)
                            + "), and what it holds opens a conversation; it is not read. If nobody else has changed it, make it"
                            + " its owner's alone (chmod 600), otherwise remove it.",
                    null);
        }
    }
}
