package dev.ephemera.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentTest {

    private static Credentials credentials(Map<String, String> variables) {
        return Environment.options(variables).credentials().orElseThrow().credentials();
    }

    @Test
    void key_whenBothAreSet_isTheOneThatGooglesSdksTake() {
        assertThat(credentials(Map.of("GEMINI_API_KEY", "one", "GOOGLE_API_KEY", " two\n")))
                .isEqualTo(Credentials.apiKey("two"));
        assertThat(credentials(Map.of("GEMINI_API_KEY", "one", "GOOGLE_API_KEY", "")))
                .isEqualTo(Credentials.apiKey("one"));
        assertThat(credentials(Map.of("GEMINI_API_KEY", "auth_tokens/x")).isToken())
                .isTrue();
    }

    @Test
    void key_whenThereIsNone_isAskedForByName() {
        assertThatThrownBy(() -> Environment.options(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GEMINI_API_KEY is not set")
                .hasMessageContaining("EPHEMERA_EMULATOR");
    }

    @Test
    void key_whenItCannotWork_isNamedAndNotShown() {
        assertThatThrownBy(() -> Environment.options(Map.of("GEMINI_API_KEY", "se cret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("GEMINI_API_KEY: ")
                .hasMessageNotContaining("cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "localhost:1", "[::1]:65535", "127.1.2.3:80"})
    void emulator_onThisMachine_isUsedWithoutTheRealKey(String address) {
        ClientOptions options =
                Environment.options(Map.of("EPHEMERA_EMULATOR", address, "GEMINI_API_KEY", "a-real-key"));

        assertThat(options.baseUrl()).isEqualTo(URI.create("http://" + address));
        assertThat(options.credentials().orElseThrow().credentials().secret()).isEqualTo("ephemera-emulator-key");
    }

    @Test
    void emulator_withAKeyOfItsOwn_isSentThat() {
        assertThat(credentials(Map.of(
                        "EPHEMERA_EMULATOR",
                        "127.0.0.1:80",
                        "EPHEMERA_EMULATOR_KEY",
                        "its-own",
                        "GEMINI_API_KEY",
                        "real")))
                .isEqualTo(Credentials.apiKey("its-own"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org:80",
                "127.0.0.1",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "http://127.0.0.1:80",
                "127.0.0.1:80/x",
                "10.0.0.1:80",
                "127.0.0.1.example.org:80",
                "x@127.0.0.1:80"
            })
    void emulator_anywhereElse_isRefused(String address) {
        assertThatThrownBy(() -> Environment.options(Map.of("EPHEMERA_EMULATOR", address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EPHEMERA_EMULATOR is \"" + address + "\"")
                .hasMessageContaining("127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "1"})
    void vertex_whenAskedFor_isLeftToTheOperationsToRefuse(String value) {
        assertThat(Environment.options(Map.of("GOOGLE_GENAI_USE_VERTEXAI", value))
                        .vertexAi())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "", "yes"})
    void vertex_whenNotAskedFor_isOff(String value) {
        assertThat(Environment.options(Map.of("GOOGLE_GENAI_USE_VERTEXAI", value, "GEMINI_API_KEY", "k"))
                        .vertexAi())
                .isFalse();
    }
}
