package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What policies become at an instant, and which ones there cannot be. */
final class TokenPolicyTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final LiveConnectConfig AUDIO =
            LiveConnectConfig.builder().addResponseModalities(Modality.AUDIO).build();

    private static CreateAuthTokenConfig.Builder config() {
        return CreateAuthTokenConfig.builder();
    }

    private static CreateAuthTokenConfig.Builder constrained() {
        return config().uses(1)
                .liveConnectConstraints(LiveConnectConstraints.builder()
                        .model("m")
                        .config(AUDIO)
                        .build());
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                row("nothing set", b -> {}, config().uses(1)),
                row("single use", b -> b.uses(7).singleUse(), config().uses(1)),
                row("any number of uses", TokenPolicy.Builder::unlimitedUses, config().uses(0)),
                row("seven uses", b -> b.uses(7), config().uses(7)),
                row(
                        "a window",
                        b -> b.openWithin(Duration.ofMinutes(2)),
                        config().uses(1).newSessionExpireTime(NOW.plusSeconds(120))),
                row(
                        "a life",
                        b -> b.ttl(Duration.ofMinutes(10)),
                        config().uses(1).expireTime(NOW.plusSeconds(600))),
                row(
                        "a life shorter than the default window",
                        b -> b.ttl(Duration.ofSeconds(59)),
                        config().uses(1).expireTime(NOW.plusSeconds(59)).newSessionExpireTime(NOW.plusSeconds(59))),
                row(
                        "the longest of both",
                        b -> b.ttl(Duration.ofHours(20).minusNanos(1))
                                .openWithin(Duration.ofHours(20).minusNanos(1)),
                        config().uses(1)
                                .expireTime(NOW.plus(Duration.ofHours(20)).minusNanos(1))
                                .newSessionExpireTime(
                                        NOW.plus(Duration.ofHours(20)).minusNanos(1))),
                row("everything locked", b -> b.lockEverything("m", AUDIO), constrained()),
                row(
                        "only what is set",
                        b -> b.lockWhatIsSet("m", AUDIO),
                        constrained().lockAdditionalFields(List.of())),
                row(
                        "these fields more",
                        b -> b.lockWhatIsSet("m", AUDIO, "temperature", "tools"),
                        constrained().lockAdditionalFields(List.of("temperature", "tools"))),
                row("nothing after all", b -> b.lockEverything("m", AUDIO).lockNothing(), config().uses(1)));
    }

    private static Arguments row(
            String name, Consumer<TokenPolicy.Builder> policy, CreateAuthTokenConfig.Builder expected) {
        return Arguments.of(name, policy, expected.build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void configAt_ofAPolicy_saysItForThatInstant(
            String name, Consumer<TokenPolicy.Builder> steps, CreateAuthTokenConfig expected) {
        TokenPolicy.Builder builder = TokenPolicy.builder();
        steps.accept(builder);
        TokenPolicy policy = builder.build();

        assertThat(policy.configAt(NOW)).isEqualTo(expected);
        assertThat(policy.toBuilder().build()).isEqualTo(policy).hasSameHashCodeAs(policy);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                bad(b -> b.uses(-1), "uses is -1; it must be 0, which is unlimited, or more"),
                bad(
                        b -> b.ttl(Duration.ZERO),
                        "ttl is PT0S; it must be PT5S (5 seconds) to less than PT20H (20 hours)."),
                bad(b -> b.ttl(Duration.ofMillis(4999)), "ttl is PT4.999S"),
                bad(b -> b.ttl(Duration.ofHours(20)), "ttl is PT20H"),
                bad(b -> b.openWithin(Duration.ofSeconds(-9)), "openWithin is PT-9S"),
                bad(b -> b.openWithin(Duration.ofHours(20)), "openWithin is PT20H"),
                bad(
                        b -> b.openWithin(Duration.ofMinutes(31)),
                        "openWithin is PT31M, longer than ttl, which is PT30M by default"),
                bad(
                        b -> b.openWithin(Duration.ofSeconds(61)).ttl(Duration.ofSeconds(60)),
                        "openWithin is PT1M1S, longer than ttl, which is PT1M; a session cannot"),
                bad(
                        b -> b.lockWhatIsSet("m", AUDIO, "temprature"),
                        "lockAdditionalFields: there is no field \"temprature\""),
                bad(
                        b -> b.locks(config().liveConnectConstraints(
                                        LiveConnectConstraints.builder().build())
                                .build()),
                        "constraints that set nothing, and would lock nothing"),
                bad(
                        b -> b.locks(config().lockAdditionalFields(List.of("nonsense"))
                                .build()),
                        "lockAdditionalFields: there is no field \"nonsense\""),
                bad(b -> b.locks(config().uses(2).build()), "locks.uses is 2; it must be absent"),
                bad(b -> b.locks(config().expireTime(NOW).build()), "set the policy's ttl"),
                bad(b -> b.locks(config().newSessionExpireTime(NOW).build()), "set the policy's openWithin"));
    }

    private static Arguments bad(Consumer<TokenPolicy.Builder> steps, String message) {
        return Arguments.of(message, steps);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void policy_whenItCannotWork_namesFieldValueAndLimit(String message, Consumer<TokenPolicy.Builder> steps) {
        TokenPolicy.Builder builder = TokenPolicy.builder();
        steps.accept(builder);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void lockWhatIsSet_whenANameIsNull_saysSo() {
        assertThatThrownBy(() -> TokenPolicy.builder().lockWhatIsSet("m", AUDIO, "topK", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lockWhatIsSet: one of the further names, [topK, null], is null; leave it out.");
    }

    @Test
    void singleUse_isWhatNothingSetMeans() {
        assertThat(TokenPolicy.singleUse()).isEqualTo(TokenPolicy.builder().build());
    }
}
