package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.types.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {

    private static final Redaction KEY = new Redaction(Credentials.apiKey("k+e/y=1"), List.of("handle"));
    private static final Redaction TOKEN = new Redaction(Credentials.token("auth_tokens/abcdef0123"), List.of());

    @ParameterizedTest
    @CsvSource({
        "the key k+e/y=1., the key (redacted).",
        "?key=k%2Be%2Fy%3D1, ?key=(redacted)",
        "a handle, a (redacted)",
        "name auth_tokens/new, name auth_tokens/(redacted)",
        "AUTH_TOKENS%2Fnew&x, AUTH_TOKENS%2F(redacted)&x",
        "nothing, nothing"
    })
    void text_whenItHoldsASecret_losesIt(String text, String expected) {
        assertThat(KEY.redact(text)).isEqualTo(expected);
    }

    @Test
    void text_whenItHoldsTheTokenOrItsOpaquePart_losesIt() {
        assertThat(TOKEN.redact("auth_tokens/abcdef0123 abcdef0123 {\"name\":\"auth_tokens\\/abcdef9\"}"))
                .isEqualTo("(redacted) (redacted) {\"name\":\"auth_tokens\\/(redacted)\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "bad key AIzaSyEXAMPLE-of-a-ke, bad key (redacted)",
        "bad key AIzaSyEX, bad key (redacted)",
        "bad key AIzaSyE, bad key AIzaSyE",
        "AIzaSyEXAMPLE, (redacted)"
    })
    void text_whenItIsCutWithinASecret_losesThePartToo(String text, String expected) {
        assertThat(new Redaction(Credentials.apiKey("AIzaSyEXAMPLE-of-a-key"), List.of()).redact(text))
                .isEqualTo(expected);
    }

    @Test
    void text_whenItEchoesAQuery_losesItsValuesAsWrittenAndAsMeant() {
        Redaction redaction = new Redaction(Redaction.secretsOfQuery(
                        URI.create("https://example.org/t?q=a%2Fsecret+one&plain-secret&x=1&y=100%25-sure"))
                .toList());

        assertThat(redaction.redact("a%2Fsecret+one, a/secret one, plain-secret, 100%-sure, 1"))
                .isEqualTo("(redacted), (redacted), (redacted), (redacted), 1");
        assertThat(Redaction.secretsOfQuery(URI.create("https://example.org/t")))
                .isEmpty();
    }

    @Test
    void text_whenTheOpaquePartIsShort_keepsItsWords() {
        assertThat(new Redaction(Credentials.token("auth_tokens/1"), List.of()).redact("code 1011"))
                .isEqualTo("code 1011");
    }

    @Test
    void object_whenItHoldsSecrets_losesThemInNamesAndValuesAtEveryDepth() {
        assertThat(KEY.redact(JsonObject.of(Map.of("handle", List.of(Map.of("x", "my handle"), 1, true)))))
                .hasToString("{\"(redacted)\":[{\"x\":\"my (redacted)\"},1,true]}");
    }

    @Test
    void throwable_whenItHoldsNoSecret_isKept() {
        IOException thrown = new IOException("plain", new IOException("cause"));

        assertThat(KEY.redact(thrown)).isSameAs(thrown);
    }

    @Test
    void throwable_whenItsCauseTellsASecret_isReplacedWithItsStack() {
        IOException thrown = new IOException("plain", new IOException("handle"));

        assertThat(KEY.redact(thrown))
                .hasMessage("java.io.IOException: plain")
                .hasNoCause()
                .extracting(Throwable::getStackTrace)
                .isEqualTo(thrown.getStackTrace());
    }

    @Test
    void excerpt_whenTheTextIsLong_isOneLineCutBehindTheRedaction() {
        assertThat(Excerpt.of(" a\n\t b ", KEY)).isEqualTo("a b");
        assertThat(Excerpt.of("x".repeat(297) + "handle", KEY)).isEqualTo("x".repeat(297) + "(re...");
    }

    @Test
    void toString_ofWhatCarriesSecrets_showsNone() {
        CallContext context = new CallContext(
                Optional.of(Credentials.apiKey("secret")),
                URI.create("https://example.org"),
                "v1",
                Map.of("x", "secret"),
                Duration.ofSeconds(1),
                RetryPolicy.none(),
                KEY);

        assertThat(context.toString())
                .contains("https://example.org v1 as API key")
                .doesNotContain("secret");
    }
}
