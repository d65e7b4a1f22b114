package dev.ephemera.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/** What the figures were measured on. */
public final class Machine {

    private static final int MOST_FILES = 5_000;

    private Machine() {}

    /** Processors, system, JDKs and day, in one sentence. */
    public static String describe(Set<Path> jdks) throws IOException {
        StringBuilder text =
                new StringBuilder("Measured on " + Runtime.getRuntime().availableProcessors() + " × " + processor()
                        + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        for (Path jdk : jdks) {
            text.append(", JDK ").append(Jdk.version(jdk));
        }
        return text.append(", ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append('.')
                .toString();
    }

    /** Two thousand sessions take more files than many systems let a process have. */
    public static void requireFiles() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                && unix.getMaxFileDescriptorCount() < MOST_FILES) {
            throw new IllegalStateException("A process may have " + unix.getMaxFileDescriptorCount()
                    + " files here, and the benchmark needs " + MOST_FILES + ": ulimit -n " + MOST_FILES);
        }
    }

    /** Sessions that are idle are measured with threads of the system and with virtual ones. */
    public static void requireDifferent(Set<Path> jdks) throws IOException {
        Set<String> versions = new HashSet<>();
        for (Path jdk : jdks) {
            versions.add(Jdk.major(jdk));
        }
        if (versions.size() < 2) {
            throw new IllegalArgumentException(
                    "There is JDK " + versions
                            + " only; idle sessions are measured on a newer one, too: -Dbenchmarks.newer.jdk=<home of a JDK 25>");
        }
    }

    private static String processor() throws IOException {
        Path description = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(description)) {
            return "processor";
        }
        return Files.readAllLines(description).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("processor");
    }
}
