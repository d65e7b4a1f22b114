package dev.ephemera.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class JavadocTest {

    @ParameterizedTest
    @MethodSource
    void lines_whenCommonMark_isJavadoc(String commonMark, List<String> expected) {
        assertThat(Javadoc.lines(commonMark)).isEqualTo(expected);
    }

    static Stream<Arguments> lines_whenCommonMark_isJavadoc() {
        return Stream.of(
                Arguments.of("One.", List.of(" * One.")),
                Arguments.of("  One,\n  still   one.\n", List.of(" * One, still one.")),
                Arguments.of("One.\n\nTwo.\n \nThree.", List.of(" * One.", " *", " * <p>Two.", " *", " * <p>Three.")),
                Arguments.of("- a\n- b\n  c", List.of(" * <ul>", " * <li>a</li>", " * <li>b c</li>", " * </ul>")),
                Arguments.of("Text:\n- a", List.of(" * Text:", " *", " * <ul>", " * <li>a</li>", " * </ul>")),
                Arguments.of("- a\n\nText.", List.of(" * <ul>", " * <li>a</li>", " * </ul>", " *", " * <p>Text.")),
                Arguments.of("1 - 2 = -1", List.of(" * 1 - 2 = -1")),
                Arguments.of("A `code` span.", List.of(" * A {@code code} span.")),
                Arguments.of("`{\"a\": {}}`", List.of(" * {@code {\"a\": {}}}")),
                Arguments.of("`List<String>` & <b>", List.of(" * {@code List<String>} &amp; &lt;b&gt;")),
                Arguments.of("`{` and `}{`", List.of(" * <code>&#123;</code> and <code>&#125;&#123;</code>")),
                Arguments.of("`@Nullable` @param", List.of(" * <code>&#64;Nullable</code> &#64;param")),
                Arguments.of("`*/` */", List.of(" * <code>*&#47;</code> *&#47;")),
                Arguments.of("`\\u002A/` \\u002A/", List.of(" * <code>&#92;u002A/</code> &#92;u002A/")),
                Arguments.of("{@link Nowhere}", List.of(" * &#123;&#64;link Nowhere&#125;")),
                Arguments.of("One `tick only", List.of(" * One `tick only")));
    }

    @Test
    void lines_whenLong_areWrappedAtSpacesOutsideTags() {
        String word = "twelveletter ".repeat(8);

        assertThat(Javadoc.lines(word + "`a tag {with braces} and spaces` after"))
                .containsExactly(" * " + word.strip(), " * {@code a tag {with braces} and spaces} after");
    }
}
