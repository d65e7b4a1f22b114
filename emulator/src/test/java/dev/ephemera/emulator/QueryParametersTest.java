package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The query parameters that every Google API knows. */
final class QueryParametersTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private HttpResponse<String> create(String query, String body) {
        GeminiEmulator emulator = emulators.start();
        return Rest.call(emulator, "POST", "/v1beta/auth_tokens?key=" + emulator.apiKey() + query, body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&alt=json",
                "&alt=",
                "&prettyPrint=true",
                "&prettyPrint=",
                "&$.xgafv=2",
                "&%24.xgafv=1",
                "&fields=name",
                "&quotaUser=somebody",
                "&uploadType=media",
                "&upload_protocol=raw",
                "&callback=f",
                "&something=else"
            })
    void parameters_thatChangeNothing_areTaken(String query) {
        HttpResponse<String> answer = create(query, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\n  \"name\": \"auth_tokens/[0-9a-f]{64}\"\n}\n");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=UTF-8");
    }

    @Test
    void prettyPrint_whenFalse_writesOneLine() {
        assertThat(create("&prettyPrint=false", "").body()).matches("\\{\"name\":\"auth_tokens/[0-9a-f]{64}\"}");
        assertThat(create("&alt=json&prettyPrint=false", "{\"x\":1}").body())
                .startsWith("{\"error\":{\"code\":400,")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proto", "media", "xml"})
    void alt_thatIsNotJson_isRefusedWithTheWayOut(String alt) {
        HttpResponse<String> answer = create("&alt=" + alt, "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Rest.json(answer).path("error").path("message").asString()).contains("alt=json");
    }
}
