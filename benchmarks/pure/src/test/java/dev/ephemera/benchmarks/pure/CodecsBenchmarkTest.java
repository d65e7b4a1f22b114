package dev.ephemera.benchmarks.pure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ephemera.transport.internal.FieldRules;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.internal.Descriptors;
import org.junit.jupiter.api.Test;

/** Who stands beside whom does the same work. */
final class CodecsBenchmarkTest {

    private final CodecsBenchmark codecs = new CodecsBenchmark();

    /** Fields that nobody knows take another way through codec and mapper. */
    @Test
    void setup_holdsKnownFieldsOnly() {
        LiveClientSetup setup = Json.read(WireSamples.SETUP, LiveClientSetup.class);
        assertThatCode(() -> new FieldRules("v1beta").check(setup, Descriptors.message("LiveClientSetup")))
                .doesNotThrowAnyException();
    }

    @Test
    void setupAndToken_whenWrittenByDatabind_areTheSame() {
        assertThat(codecs.writeSetupByDatabind()).isEqualTo(codecs.writeSetup());
        assertThat(codecs.writeTokenByDatabind()).isEqualTo(codecs.writeToken());
    }

    @Test
    void textAndToolCall_whenReadByDatabind_areTheSame() {
        assertThat(codecs.readTextByDatabind()).isEqualTo(codecs.readText());
        assertThat(codecs.readToolCallByDatabind()).isEqualTo(codecs.readToolCall());
    }
}
