package dev.ephemera.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** All runners ask for the same. */
final class CreateConfigTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource
    void config_whenReadFromItsJson_isTheOneThatIsBuiltInCode(CreateConfig config) {
        assertThat(JsonMapper.shared().readValue(config.json(NOW), CreateAuthTokenConfig.class))
                .isEqualTo(config.built(NOW));
    }
}
