package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;

/** Calls the control API as a test in another language calls it. */
final class Control {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Control() {}

    static HttpResponse<String> call(GeminiEmulator emulator, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(emulator.controlUrl().orElseThrow() + path))
                .timeout(Await.DEADLINE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static JsonNode get(GeminiEmulator emulator, String path) {
        HttpResponse<String> response = call(emulator, "GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return Rest.json(response);
    }

    static void assertError(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Rest.json(response).at("/error/code").asInt()).isEqualTo(status);
        assertThat(Rest.json(response).at("/error/message").asString()).contains(message);
    }
}
