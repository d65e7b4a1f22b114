package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials of the real service that a client sends to an emulator. */
final class RealCredentialsTest {

    // Put together here, so that no text of this project has the form of a key.
    private static final String KEY = "AI" + "za" + "SyTHISISNOKEY0123456789-abcdef_ghij";
    private static final String BOUND_KEY = "A" + "Q." + "Ab8THISISNOKEY0123456789abcdef";
    private static final String OAUTH = "ya" + "29." + "a0THISISNOTOKEN.0123456789";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final class Heard extends Handler {

        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private final Logger logger = Logger.getLogger("dev.ephemera.emulator");
    private final Heard heard = new Heard();

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(heard);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(heard);
        logger.setUseParentHandlers(true);
    }

    private void assertOneWarning(GeminiEmulator emulator, String kind, String where, String secret) {
        assertThat(emulator.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains(kind, where)
                        .doesNotContain(secret)
                        .doesNotContain(secret.substring(6)));
        assertThat(heard.records).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
            assertThat(entry.getMessage()).isEqualTo(emulator.warnings().get(0));
        });
    }

    @Test
    void key_inTheHeader_isWarnedOfOnceAndRefused() {
        GeminiEmulator emulator = emulators.start();
        for (int i = 0; i < 3; i++) {
            assertThat(Rest.call(emulator, "POST", "/v1alpha/auth_tokens", "", "x-goog-api-key", KEY)
                            .statusCode())
                    .isEqualTo(400);
        }
        assertOneWarning(emulator, "API key (AIza…)", "x-goog-api-key", KEY);
    }

    @Test
    void key_inTheQueryOfASession_isWarnedOf() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator, "v1beta", false, "key=" + BOUND_KEY);
        client.send("{\"setup\":{\"model\":\"models/m\"}}");
        assertThat(client.end().code()).isEqualTo(1007);
        assertOneWarning(emulator, "API key (AQ.…)", "the query's key", BOUND_KEY);
    }

    @Test
    void key_besideAnotherInTheSamePlace_isWarnedOf() {
        GeminiEmulator emulator = emulators.start();
        Rest.call(
                emulator,
                "POST",
                "/v1alpha/auth_tokens",
                "",
                "x-goog-api-key",
                emulator.apiKey(),
                "x-goog-api-key",
                KEY);
        assertOneWarning(emulator, "API key (AIza…)", "x-goog-api-key", KEY);
    }

    @Test
    void key_besideAnotherInTheQuery_isWarnedOf() {
        GeminiEmulator emulator = emulators.start();
        Rest.call(emulator, "POST", "/v1alpha/auth_tokens?key=" + emulator.apiKey() + "&key=" + KEY, "");
        assertOneWarning(emulator, "API key (AIza…)", "the query's key", KEY);
    }

    @Test
    void keys_inGreatNumber_areAllLoggedAndSomeKept() {
        GeminiEmulator emulator = emulators.start();
        int count = 103;
        for (int i = 0; i < count; i++) {
            String key = KEY.substring(0, KEY.length() - 3) + (100 + i);
            Rest.call(emulator, "GET", "/v1beta/models?key=" + key, "");
        }
        assertThat(heard.records).hasSize(count).doesNotHaveDuplicates();
        assertThat(emulator.warnings())
                .containsExactlyElementsOf(heard.records.stream()
                        .limit(100)
                        .map(LogRecord::getMessage)
                        .toList());
    }

    @Test
    void oauthToken_inAnyPlace_isWarnedOf() {
        GeminiEmulator emulator = emulators.start();
        Rest.call(emulator, "POST", "/v1alpha/auth_tokens", "", "Authorization", "Bearer " + OAUTH);
        assertOneWarning(emulator, "OAuth access token", "Authorization", OAUTH);
    }

    @Test
    void key_onAPathThatLeadsNowhere_isWarnedOfToo() {
        GeminiEmulator emulator = emulators.start();
        Rest.call(emulator, "GET", "/v1beta/models?key=" + KEY, "");
        assertOneWarning(emulator, "API key (AIza…)", "the query's key", KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, " " + KEY, "my " + KEY})
    void key_thatTheEmulatorIsGivenAsItsOwn_isRefusedAndNotRepeated(String key) {
        assertThatThrownBy(() -> EmulatorOptions.builder().apiKey(key).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("apiKey holds what looks like a Google API key (AIza…) (fingerprint ")
                .hasMessageNotContaining(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schlüssel", "a\nb", "a\u007f", " a", "a ", "\tkey"})
    void key_thatNoHeaderCarries_isRefusedAndNotRepeated(String key) {
        assertThatThrownBy(() -> EmulatorOptions.builder().apiKey(key).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("apiKey holds what no header carries; give printable ASCII with no blank at either end.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ephemera-emulator-key",
                "AIzaTooShort",
                "AIzaSyThisOneIsLongerThanAnyKeyOfGoogle0123456789",
                "xAIzaSyTHISISNOKEY0123456789-abcdef_ghij",
                "AQ.short",
                "auth_tokens/0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void anythingElse_isNotWarnedOf(String key) {
        GeminiEmulator emulator = emulators.start();
        Rest.call(emulator, "POST", "/v1alpha/auth_tokens", "", "x-goog-api-key", key);
        Rest.call(emulator, "POST", "/v1alpha/auth_tokens", "", "x-goog-api-key", emulator.apiKey());
        assertThat(emulator.warnings()).isEmpty();
        assertThat(heard.records).isEmpty();
    }
}
