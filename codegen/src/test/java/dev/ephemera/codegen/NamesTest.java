package dev.ephemera.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "model, model",
        "topK, top_k",
        "audioBitrateBps, audio_bitrate_bps",
        "sizeBytes64, size_bytes64",
        "sha256Hash, sha256_hash",
        "new_style, new_style",
    })
    void snakeCase_whenCamelCase_isTheProtoName(String camelCase, String expected) {
        assertThat(Names.snakeCase(camelCase)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"uses, Uses", "Uses, Uses", "x, X", "iD, ID"})
    void capitalized_whenAnyName_changesTheFirstLetterOnly(String name, String capitalized) {
        assertThat(Names.capitalized(name)).isEqualTo(capitalized);
    }

    @ParameterizedTest
    @CsvSource({
        "AUDIO, AUDIO",
        "standard, STANDARD",
        "dark-green, DARK_GREEN",
        "audio/pcm, AUDIO_PCM",
        "4K, _4K",
        "'', ''",
    })
    void constant_whenAnyValue_isAJavaName(String value, String expected) {
        assertThat(Names.constant(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | \"plain\"",
                "say \"no\" | \"say \\\"no\\\"\"",
                "C:\\users | \"C:\\\\users\"",
                "`two \n lines` | \"two lines\"",
            })
    void literal_whenAnyText_compilesToThatTextOnOneLine(String text, String expected) {
        assertThat(Names.literal(text)).isEqualTo(expected);
    }
}
