package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.Credentials;
import dev.ephemera.types.AuthToken;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What can be asked of a token, and how it travels to a browser. */
final class AuthTokenTest {

    private static final AuthToken TOKEN = AuthToken.builder()
            .name("auth_tokens/secret")
            .uses(2)
            .expireTime(Instant.parse("2030-01-01T00:30:00Z"))
            .newSessionExpireTime(Instant.parse("2030-01-01T00:01:00Z"))
            .build();

    @ParameterizedTest
    @CsvSource({
        "2029-12-31T23:59:59Z,           false, true",
        "2030-01-01T00:00:59.999999999Z, false, true",
        "2030-01-01T00:01:00Z,           false, false",
        "2030-01-01T00:29:59.999999999Z, false, false",
        "2030-01-01T00:30:00Z,           true,  false",
        "2031-01-01T00:00:00Z,           true,  false"
    })
    void token_atAnInstant_saysWhatItIsGoodFor(Instant now, boolean expired, boolean opens) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);

        assertThat(TOKEN.isExpired(clock)).isEqualTo(expired);
        assertThat(TOKEN.canOpenNewSession(clock)).isEqualTo(opens);
    }

    @Test
    void canOpenNewSession_whenTheTokenEndsBeforeItsWindow_isFalseFromItsEndOn() {
        AuthToken odd = TOKEN.toBuilder()
                .expireTime(Instant.parse("2030-01-01T00:00:30Z"))
                .build();

        assertThat(odd.canOpenNewSession(Clock.fixed(odd.expireTime().minusNanos(1), ZoneOffset.UTC)))
                .isTrue();
        assertThat(odd.canOpenNewSession(Clock.fixed(odd.expireTime(), ZoneOffset.UTC)))
                .isFalse();
    }

    @Test
    void fingerprint_isThatOfTheCredentials_andNotTheSecret() {
        assertThat(TOKEN.fingerprint())
                .matches("[0-9a-f]{12}")
                .isEqualTo(Credentials.token(TOKEN.name()).fingerprint())
                .isNotEqualTo(
                        TOKEN.toBuilder().name("auth_tokens/other").build().fingerprint());
        assertThat(TOKEN.toString()).doesNotContain("secret").contains("uses=2");
    }

    @Test
    void json_isWhatABrowserUsesDirectly_andComesBackAsItWas() {
        JsonMapper plain = JsonMapper.builder().build();
        String json = plain.writeValueAsString(TOKEN);

        // name is what @google/genai takes as apiKey; the times are what new Date(..) reads
        assertThat(json)
                .isEqualTo("{\"name\":\"auth_tokens/secret\",\"expireTime\":\"2030-01-01T00:30:00Z\","
                        + "\"newSessionExpireTime\":\"2030-01-01T00:01:00Z\",\"uses\":2}");
        assertThat(plain.readValue(json, AuthToken.class)).isEqualTo(TOKEN);
        assertThat(TOKEN.token()).isEqualTo(TOKEN.name());
    }
}
