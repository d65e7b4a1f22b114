package dev.ephemera.checks.typesonly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.samples.PlainMapper;
import dev.ephemera.types.samples.RoundTripContract;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A service with the types and one databind reads and writes every type, and gets no other jar for it. */
final class TypesOnlyTest implements RoundTripContract {

    @Override
    public List<PlainMapper> mappers() {
        return List.of(new ConsumerMapper());
    }

    @Test
    void runtimeClassPath_ofAConsumer_hasTheTypesAndDatabindAlone() throws IOException {
        assertThat(artifacts(Files.readString(Path.of("target/runtime.classpath"))))
                .containsExactlyInAnyOrder(
                        "ephemera-types", "jspecify", "jackson-annotations", "jackson-databind", "jackson-core");
    }

    /** The names without version; before the types are packaged, their classes stand in for the jar. */
    private static Stream<String> artifacts(String classPath) {
        return Stream.of(classPath.strip().split(File.pathSeparator))
                .map(entry ->
                        entry.endsWith(Path.of("types", "target", "classes").toString())
                                ? "ephemera-types"
                                : Path.of(entry).getFileName().toString().replaceFirst("-\\d.*", ""));
    }
}
