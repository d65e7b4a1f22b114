package dev.ephemera.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a JDK says of itself in its file {@code release}. */
public final class Jdk {

    private Jdk() {}

    /** The first number of its version. */
    public static String major(Path home) throws IOException {
        return said(home, "JAVA_VERSION").split("\\.", -1)[0];
    }

    /** Its version, as whoever built it writes that. */
    static String version(Path home) throws IOException {
        return said(home, "JAVA_RUNTIME_VERSION");
    }

    private static String said(Path home, String name) throws IOException {
        Path release = home.resolve("release");
        return Files.readAllLines(release).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).replace("\"", ""))
                .findFirst()
                .orElseThrow(() -> new IOException(release + " has no " + name + "."));
    }
}
