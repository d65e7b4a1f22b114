package dev.ephemera.checks.modulepath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The types are read and written by reflection alone, and their module is open for that. */
final class ModulePathTest {

    private static final String MESSAGE = "{\"goAway\":{\"timeLeft\":\"3.5s\",\"newField\":[1.50]}}";

    @Test
    void program_onTheModulePath_readsAndWritesATypeWithAPlainMapper() throws IOException, InterruptedException {
        String modulePath =
                "target/classes" + File.pathSeparator + Files.readString(Path.of("target/runtime.classpath"));
        Path output = Path.of("target/program.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modulePath.strip(),
                        "--module",
                        "dev.ephemera.checks.modulepath/" + ModulePathProgram.class.getName(),
                        MESSAGE)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readAllLines(output)).containsExactly("dev.ephemera.types", "true", MESSAGE);
        assertThat(process.exitValue()).isZero();
    }
}
