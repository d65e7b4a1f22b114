package dev.ephemera.tokens.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.ProactivityConfig;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlannedLocksTest {

    private static final String V1ALPHA = "v1alpha";

    private final PlannedLocks locks = new PlannedLocks();

    private static CreateAuthTokenConfig config(String model) {
        return CreateAuthTokenConfig.builder()
                .liveConnectConstraints(LiveConnectConstraints.builder()
                        .model(model)
                        .config(LiveConnectConfig.builder().temperature(0.5).build())
                        .build())
                .lockAdditionalFields(List.of("topP"))
                .build();
    }

    @Test
    void locks_whenOnlyUsesAndTimesDiffer_areThoseOfTheLastCall() {
        Locks first = locks.of(config("a"), V1ALPHA);

        assertThat(locks.of(
                        config("a").toBuilder().uses(3).expireTime(Instant.MAX).build(), V1ALPHA))
                .isSameAs(first);
        assertThat(first.mask()).contains("model,generationConfig.temperature,generationConfig.topP");
    }

    @Test
    void locks_whenAnythingElseDiffers_arePlannedAnew() {
        CreateAuthTokenConfig last = config("a");
        for (CreateAuthTokenConfig next : List.of(
                config("b"),
                last.toBuilder().lockAdditionalFields(List.of("topK")).build(),
                last.toBuilder().lockAdditionalFields(List.of()).build(),
                last.toBuilder().lockAdditionalFields(Optional.empty()).build(),
                last.toBuilder().liveConnectConstraints(Optional.empty()).build(),
                CreateAuthTokenConfig.builder().build())) {
            locks.of(last, V1ALPHA);

            assertThat(locks.of(next, V1ALPHA))
                    .isEqualTo(Locks.of(next, V1ALPHA))
                    .isNotEqualTo(Locks.of(last, V1ALPHA));
        }
    }

    @Test
    void locks_whenTheVersionDiffers_areCheckedAnew() {
        CreateAuthTokenConfig config = CreateAuthTokenConfig.builder()
                .liveConnectConstraints(LiveConnectConstraints.builder()
                        .config(LiveConnectConfig.builder()
                                .proactivity(ProactivityConfig.builder().build())
                                .build())
                        .build())
                .build();
        locks.of(config, V1ALPHA);

        assertThatThrownBy(() -> locks.of(config, "v1beta"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proactivity")
                .hasMessageContaining("v1alpha only");
    }

    @Test
    void locks_whenOneWasRefused_areThoseOfTheNextConfig() {
        CreateAuthTokenConfig refused =
                config("a").toBuilder().lockAdditionalFields(List.of("nothing")).build();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> locks.of(refused, V1ALPHA)).hasMessageContaining("\"nothing\"");
        }

        assertThat(locks.of(config("a"), V1ALPHA)).isEqualTo(Locks.of(config("a"), V1ALPHA));
    }
}
