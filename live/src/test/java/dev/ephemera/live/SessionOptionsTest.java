package dev.ephemera.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionOptionsTest {

    @ParameterizedTest
    @CsvSource({"PT1M,PT1M", "PT1M0.000000001S,PT1M", "PT20S,PT10S"})
    void build_whenPingsAreNotMoreOftenThanSilenceIsAllowed_isRefusedWithBothValues(
            Duration pingInterval, Duration livenessTimeout) {
        SessionOptions.Builder options =
                SessionOptions.builder().pingInterval(pingInterval).livenessTimeout(livenessTimeout);

        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "pingInterval is " + pingInterval + " and livenessTimeout is " + livenessTimeout + ";")
                .hasMessageContaining("zero, which turns both off");
    }

    @ParameterizedTest
    @CsvSource({"PT0S,PT10S", "PT9.999S,PT10S"})
    void build_whenPingsAreMoreOftenOrOff_works(Duration pingInterval, Duration livenessTimeout) {
        SessionOptions options = SessionOptions.builder()
                .pingInterval(pingInterval)
                .livenessTimeout(livenessTimeout)
                .build();

        assertThat(options.livenessTimeout()).isEqualTo(livenessTimeout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT24H0.000000001S", "PT2562047788015215H30M7S"})
    void build_whenADurationIsNoneThatCanBeWaitedFor_isRefused(Duration duration) {
        SessionOptions.Builder options = SessionOptions.builder().sendTimeout(duration);

        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sendTimeout is " + duration + "; it must be from PT0.001S to 1 day.");
    }

    @Test
    void defaults_tolerateThatAPingIsNotAnsweredForAMinute() {
        assertThat(SessionOptions.defaults().livenessTimeout()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }
}
