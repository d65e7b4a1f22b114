package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.internal.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.JsonNode;

/** Writes answers of the control API. */
final class JsonAnswer {

    private JsonAnswer() {}

    static void write(Response response, Callback callback, JsonNode json) {
        write(response, callback, 200, json);
    }

    static void write(Response response, Callback callback, ControlException refused) {
        write(response, callback, refused.status(), Views.error(refused));
    }

    private static void write(Response response, Callback callback, int status, JsonNode json) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(Json.pretty(json).getBytes(StandardCharsets.UTF_8)), callback);
    }
}
