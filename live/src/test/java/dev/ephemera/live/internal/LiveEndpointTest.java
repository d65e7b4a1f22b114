package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiveEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org,wss://example.org",
        "https://example.org/,wss://example.org",
        "http://localhost:8080,ws://localhost:8080",
        "HTTPS://example.org,wss://example.org",
        "Http://example.org,ws://example.org",
        "https://example.org/gemini,wss://example.org/gemini",
        "https://example.org/gemini/,wss://example.org/gemini",
        "https://example.org/gemini//,wss://example.org/gemini",
        "https://example.org/a%20b/http,wss://example.org/a%20b/http",
        "https://[::1]:9/x,wss://[::1]:9/x"
    })
    void of_anyAddress_keepsHostAndPathAndChangesTheScheme(String base, String expected) {
        assertThat(LiveEndpoint.of(URI.create(base), "v1beta", false))
                .hasToString(
                        expected + "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent");
    }

    @ParameterizedTest
    @CsvSource({
        "v1beta,false,v1beta.GenerativeService.BidiGenerateContent",
        "v1alpha,false,v1alpha.GenerativeService.BidiGenerateContent",
        "v1alpha,true,v1alpha.GenerativeService.BidiGenerateContentConstrained",
        "v1,true,v1.GenerativeService.BidiGenerateContentConstrained"
    })
    void of_versionAndCredential_chooseTheMethod(String version, boolean token, String expected) {
        assertThat(LiveEndpoint.of(URI.create("https://example.org"), version, token))
                .hasToString("wss://example.org/ws/google.ai.generativelanguage." + expected);
    }
}
