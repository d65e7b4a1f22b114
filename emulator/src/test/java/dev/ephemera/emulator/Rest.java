package dev.ephemera.emulator;

import dev.ephemera.types.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's HTTP client. */
final class Rest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Rest() {}

    static HttpResponse<String> call(
            GeminiEmulator emulator, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.baseUrl() + path))
                .timeout(Await.DEADLINE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Asks for a token with the key. */
    static HttpResponse<String> create(GeminiEmulator emulator, String version, String body) {
        return call(emulator, "POST", "/" + version + "/auth_tokens", body, "x-goog-api-key", emulator.apiKey());
    }

    /** Mints a token on v1alpha and returns its name. */
    static String mint(GeminiEmulator emulator, String body) {
        return json(create(emulator, "v1alpha", body)).path("name").asString();
    }

    static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    static JsonObject object(String text) {
        return MAPPER.readValue(text, JsonObject.class);
    }
}
