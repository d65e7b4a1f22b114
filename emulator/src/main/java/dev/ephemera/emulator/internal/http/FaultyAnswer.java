package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.time.Timeline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * How one request is answered that meets a fault.
 *
 * @param fault what it meets
 * @param timeline the emulator's time
 * @param met when it meets it
 * @param right answers as if nothing were wrong
 */
record FaultyAnswer(Fault fault, Timeline timeline, Instant met, Request.Handler right) implements Request.Handler {

    private static final String HTML = "text/html; charset=UTF-8";

    /** The proof for no key that anybody will draw. */
    private static final String ANOTHER_PROOF = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        switch (fault.kind()) {
            case STATUS -> status(response, callback);
            case REDIRECT -> {
                response.getHeaders().put(HttpHeader.LOCATION, fault.text("location"));
                answer(response, callback, (int) fault.number("code"), "", "");
            }
            case DELAY ->
                timeline.at(met.plus(fault.duration("for").orElseThrow()), () -> late(request, response, callback));
            case SILENCE -> Wire.of(request).discard();
            case DROP -> Wire.of(request).drop();
            case RESET -> Wire.of(request).reset();
            case HUGE_BODY -> hugeBody(response, callback);
            case WRONG_ACCEPT -> wrongAccept(Wire.of(request));
            case SLOW_BODY, TRUNCATED_BODY, MALFORMED_JSON, CONTENT_TYPE -> {
                return right.handle(request, new FaultyResponse(request, response, fault, timeline, met), callback);
            }
            default -> throw new IllegalStateException("the fault " + fault + " does not happen to a request.");
        }
        return true;
    }

    private void status(Response response, Callback callback) {
        int code = (int) fault.number("code");
        fault.duration("retryAfter").ifPresent(delay -> retryAfter(response, wholeSeconds(delay)));
        fault.duration("retryAt")
                .ifPresent(delay ->
                        retryAfter(response, DateHandler.text(timeline.now().plus(delay))));
        String reason = HttpStatus.getMessage(code);
        switch (fault.text("body")) {
            case "json" -> {
                String message = fault.text("message").isEmpty() ? reason : fault.text("message");
                ApiError error = ApiError.of(code, message, fault.duration("retryDelay"));
                answer(response, callback, code, ApiError.CONTENT_TYPE, Json.pretty(error.toJson()));
            }
            case "html" ->
                answer(response, callback, code, HTML, "<!DOCTYPE html>\n<title>" + code + " " + reason + "</title>\n");
            default -> answer(response, callback, code, "", "");
        }
    }

    private static void retryAfter(Response response, String value) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, value);
    }

    private static String wholeSeconds(Duration delay) {
        return String.valueOf(delay.plusNanos(999_999_999).toSeconds());
    }

    private static void answer(Response response, Callback callback, int code, String contentType, String body) {
        response.setStatus(code);
        if (body.isEmpty() || HttpStatus.hasNoBody(code)) {
            response.write(true, BufferUtil.EMPTY_BUFFER, callback);
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }

    private void late(Request request, Response response, Callback callback) {
        try {
            if (!right.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception failed) {
            Response.writeError(request, response, callback, failed);
        }
    }

    private void hugeBody(Response response, Callback callback) {
        long bytes = fault.number("bytes");
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ApiError.CONTENT_TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes);
        Padding body = new Padding("{\"name\":\"auth_tokens/", bytes, "\"}");
        Trickle.fast(body, timeline, (piece, done) -> response.write(false, piece, done), callback);
    }

    private static void wrongAccept(Wire wire) {
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + ANOTHER_PROOF + "\r\n\r\n";
        ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII));
        wire.write(
                bytes, Callback.from(wire::discard, failure -> wire.endPoint().close(failure)));
    }
}
