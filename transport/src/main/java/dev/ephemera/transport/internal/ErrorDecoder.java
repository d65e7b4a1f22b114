package dev.ephemera.transport.internal;

import dev.ephemera.transport.ApiError;
import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.ErrorEnvelope;
import dev.ephemera.types.ErrorStatus;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Turns a refusal into its exception: the {@code google.rpc} envelope if there is one, the body's beginning otherwise. */
public final class ErrorDecoder {

    private final Clock local;

    ErrorDecoder(Clock local) {
        this.local = local;
    }

    /**
     * Decodes a refusal, of a call or of a handshake.
     *
     * @param request what was asked: method and path, without the query
     * @param httpStatus the status
     * @param headers the answer's headers by lower-case name
     * @param body the answer's body or its beginning
     * @param redaction takes out what the answer echoes
     * @return the exception, not thrown
     */
    public ApiException decode(
            String request, int httpStatus, Map<String, List<String>> headers, String body, Redaction redaction) {
        Optional<ErrorStatus> status = envelope(body);
        List<JsonObject> details = status.map(ErrorStatus::details).orElse(List.of()).stream()
                .map(redaction::redact)
                .toList();
        Map<String, List<String>> kept = AnswerHeaders.kept(headers, redaction);
        return ApiException.of(ApiError.builder()
                .request(request)
                .httpStatus(httpStatus)
                .status(redaction.redact(status.flatMap(ErrorStatus::status).orElse("")))
                .message(status.flatMap(ErrorStatus::message)
                        .map(redaction::redact)
                        .orElseGet(() -> withoutEnvelope(httpStatus, body, redaction)))
                .details(details)
                .headers(kept)
                .requestId(AnswerHeaders.requestId(kept))
                .retryAfter(retryAfter(headers, details))
                .build());
    }

    private static Optional<ErrorStatus> envelope(String body) {
        try {
            return Json.read(body, ErrorEnvelope.class).error();
        } catch (JacksonException e) {
            return Optional.empty(); // no JSON, or cut short: the excerpt shows it
        }
    }

    private static String withoutEnvelope(int httpStatus, String body, Redaction redaction) {
        if (httpStatus >= 300 && httpStatus < 400) {
            return "redirects are not followed, for a secret must not travel to another host; give the address itself.";
        }
        String excerpt = Excerpt.of(body, redaction);
        return excerpt.isEmpty()
                ? "the response has no body."
                : "the response is no error of this API, perhaps a proxy's: " + excerpt;
    }

    private Optional<Duration> retryAfter(Map<String, List<String>> headers, List<JsonObject> details) {
        return AnswerHeaders.first(headers, "retry-after")
                .flatMap(
                        value -> RetryAfter.ofHeader(
                                value,
                                AnswerHeaders.date(headers)
                                        .orElseGet(local::instant)) // the clock that a date counts by
                        )
                .or(() -> details.stream()
                        .flatMap(detail -> detail.get("retryDelay").stream())
                        .filter(delay -> delay.kind() == JsonValue.Kind.STRING)
                        .flatMap(delay -> RetryAfter.ofProtoJson(delay.asString()).stream())
                        .findFirst());
    }
}
