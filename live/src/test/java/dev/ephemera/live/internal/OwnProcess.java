package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the system says of this process; empty where it does not say it, as only Linux does. */
final class OwnProcess {

    private static final Path SELF = Path.of("/proc/self");
    private static final int PAGE_BYTES = 4_096;

    private OwnProcess() {}

    /** Threads of the system, those of the virtual machine included; virtual threads are none. */
    static OptionalLong threads() {
        return count("task", task -> true);
    }

    static OptionalLong sockets() {
        return count("fd", OwnProcess::isSocket);
    }

    /** Resident memory in bytes. */
    static OptionalLong memory() {
        try {
            return Files.exists(SELF)
                    ? OptionalLong.of(Long.parseLong(
                                    Files.readString(SELF.resolve("statm")).split(" ", -1)[1])
                            * PAGE_BYTES)
                    : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with the way out if so many further files and sockets cannot be opened. */
    static void requireOpenFiles(long more) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long left = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
            assertThat(left)
                    .as(
                            "files that this process may still open, of which the test needs %,d; raise the limit of %,d by"
                                    + " ulimit -n %d, or let the test do less",
                            more, system.getMaxFileDescriptorCount(), more + system.getOpenFileDescriptorCount())
                    .isGreaterThanOrEqualTo(more);
        }
    }

    private static OptionalLong count(String directory, Predicate<Path> which) {
        Path listed = SELF.resolve(directory);
        if (!Files.exists(listed)) {
            return OptionalLong.empty();
        }
        try (Stream<Path> all = Files.list(listed)) {
            return OptionalLong.of(all.filter(which).count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // it has been closed meanwhile
        }
    }
}
