package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Node.js, and Google's SDK installed beside the program that drives it. */
final class Node {

    private static final Path PROGRAM = Path.of("../javascript");
    private static final Path LOCK = PROGRAM.resolve("package-lock.json");
    private static final Path INSTALLED = PROGRAM.resolve("node_modules/.package-lock.json");

    private static final boolean PRESENT = runs("node", "--version") && runs("npm", "--version");

    private Node() {}

    /** Skips the test where Node is absent, and fails it there in CI; installs what the lock file names otherwise. */
    static synchronized void require() {
        String absent = "Google's JavaScript SDK was not tried: node and npm are not on the PATH.";
        assertThat(PRESENT || System.getenv("CI") == null).as(absent).isTrue();
        assumeTrue(PRESENT, absent);
        try {
            if (!Files.exists(INSTALLED)
                    || Files.getLastModifiedTime(INSTALLED).compareTo(Files.getLastModifiedTime(LOCK)) < 0) {
                assertThat(runs("npm", "ci", "--silent"))
                        .as("npm ci in checks/google-genai/javascript")
                        .isTrue();
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .directory(PROGRAM.toFile())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor() == 0).as(printed).isTrue();
            return true;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
