package dev.ephemera.checks.strict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.LiveConnectConfig;
import org.junit.jupiter.api.Test;

/** That the program compiles is the test; this one sees that it runs with the types' own jars too. */
final class StrictProgramTest {

    @Test
    void program_withoutDatabind_buildsAndReadsValues() {
        LiveConnectConfig config =
                StrictProgram.withAudio(LiveConnectConfig.builder().build());

        assertThat(StrictProgram.spokenOrWritten(config)).isEqualTo("spoken");
        assertThat(config.unknownFields().names()).containsExactly("patience");
        assertThat(StrictProgram.question("Why?").clientContent().orElseThrow().turns())
                .hasSize(1);
    }
}
