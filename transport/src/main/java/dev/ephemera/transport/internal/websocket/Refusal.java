package dev.ephemera.transport.internal.websocket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import okhttp3.Response;
import okio.Buffer;

/** Reads an answer that accepts no WebSocket. */
final class Refusal {

    private static final long MAX_BODY_BYTES = 64L << 10;

    private Refusal() {}

    /** Keeps status, headers, and what can be read of the body until the limit, the end or the deadline. */
    static WebSocketFailure of(Throwable cause, Response response) {
        return new WebSocketFailure(
                cause, OptionalInt.of(response.code()), response.headers().toMultimap(), beginning(response));
    }

    private static String beginning(Response response) {
        Buffer buffer = new Buffer();
        try {
            long read = 0;
            while (read >= 0 && buffer.size() < MAX_BODY_BYTES) {
                read = response.body().source().read(buffer, MAX_BODY_BYTES - buffer.size());
            }
        } catch (IOException | IllegalStateException e) {
            // The status says enough without the rest; a 101 has no body to read.
            return buffer.readString(StandardCharsets.UTF_8);
        }
        return buffer.readString(StandardCharsets.UTF_8);
    }
}
