package dev.ephemera.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Base64 in arrays is the base64 of strings. */
final class BytesBase64Test {

    private static Bytes random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 3_200, 4_801})
    void writeBase64_withAnyLength_writesWhatTheStringHas(int length) {
        byte[] target = new byte[4 * ((length + 2) / 3) + 3];
        int written = random(length).writeBase64(target);
        assertThat(Arrays.copyOf(target, written))
                .isEqualTo(ascii(random(length).toBase64()));
    }

    @Test
    void writeBase64_withTooShortTarget_isRefused() {
        assertThatThrownBy(() -> random(3).writeBase64(new byte[3])).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 3_200, 4_801})
    void ofBase64_withPartOfAnArray_readsThatPart(int length) {
        String text = random(length).toBase64();
        assertThat(Bytes.ofBase64(ascii("!!" + text + "!"), 2, text.length())).isEqualTo(random(length));
        String unpadded = text.replace("=", "");
        assertThat(Bytes.ofBase64(ascii(unpadded), 0, unpadded.length())).isEqualTo(random(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AA\"A", "AA-_", "AAAA====", "AA AA"})
    void ofBase64_withWhatIsNone_isRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> Bytes.ofBase64(ascii(text), 0, text.length()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not base64: " + text.length() + " bytes, ");
    }
}
