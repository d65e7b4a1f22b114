package dev.ephemera.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What the figures were measured on. */
public final class Machine {

    private Machine() {}

    /** Processors, system and JDKs, in one sentence. */
    public static String describe(Set<Path> jdks) throws IOException {
        StringBuilder text =
                new StringBuilder("Measured on " + Runtime.getRuntime().availableProcessors() + " × " + processor()
                        + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        for (Path jdk : jdks) {
            text.append(", JDK ").append(Jdk.version(jdk));
        }
        return text.append('.').toString();
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
