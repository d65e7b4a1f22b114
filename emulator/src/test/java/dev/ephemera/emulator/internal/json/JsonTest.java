package dev.ephemera.emulator.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text may hold before any of it is understood. */
final class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1e-99999999999", "1e2147483648", "{\"a\":[1e99999999999]}"})
    void parse_whenAnExponentIsBeyondReason_saysSo(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("A number is out of range.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e-999999999", "123456789012345678901234567890.5"})
    void parse_whenANumberIsOnlyLong_keepsIt(String text) throws MalformedJsonException {
        assertThat(Json.parse(text).isNumber()).isTrue();
    }

    @Test
    void parse_whenTheTextIsTooMuch_saysSo() {
        assertMalformed("[".repeat(501) + "]".repeat(501));
        assertMalformed("{\"a\":".repeat(100_000));
        assertMalformed("1".repeat(100_000));
        assertMalformed("{\"" + "k".repeat(60_000) + "\":1}");
        assertMalformed("[" + "0,".repeat(600_000) + "0]");
    }

    private static void assertMalformed(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("The text is nested too deeply, or something in it is too long.");
    }
}
