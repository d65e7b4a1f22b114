package dev.ephemera.transport.internal;

import dev.ephemera.transport.ApiError;
import dev.ephemera.transport.ApiException;
import dev.ephemera.types.ErrorEnvelope;
import dev.ephemera.types.ErrorStatus;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Response;
import tools.jackson.core.JacksonException;

/** Turns a refusal into its exception: the {@code google.rpc} envelope if there is one, the body's beginning otherwise. */
final class ErrorDecoder {

    private static final int MAX_EXCERPT = 300;
    private static final Set<String> NOT_KEPT = Set.of("set-cookie", "set-cookie2", "authorization", "x-goog-api-key");
    private static final List<String> REQUEST_ID =
            List.of("x-goog-request-id", "x-request-id", "x-cloud-trace-context");

    private final Clock serverClock;

    ErrorDecoder(Clock serverClock) {
        this.serverClock = serverClock;
    }

    ApiException decode(String request, Response<?> response, Redaction redaction) {
        String body = text(response.errorBody());
        Optional<ErrorStatus> status = envelope(body);
        List<JsonObject> details = status.map(ErrorStatus::details).orElse(List.of()).stream()
                .map(redaction::redact)
                .toList();
        String message = status.flatMap(ErrorStatus::message).orElseGet(() -> excerpt(response, body));
        Headers headers = response.headers();
        return ApiException.of(new ApiError(
                request,
                response.code(),
                redaction.redact(status.flatMap(ErrorStatus::status).orElse("")),
                redaction.redact(message),
                details,
                kept(headers, redaction),
                requestId(headers, redaction),
                retryAfter(headers, details)));
    }

    private static String text(@Nullable ResponseBody body) {
        try {
            return body == null ? "" : body.string();
        } catch (IOException e) {
            throw new IllegalStateException("Retrofit has buffered the body.", e);
        }
    }

    private static Optional<ErrorStatus> envelope(String body) {
        try {
            return Optional.ofNullable(Json.read(body, ErrorEnvelope.class)).flatMap(ErrorEnvelope::error);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String excerpt(Response<?> response, String body) {
        if (response.code() >= 300 && response.code() < 400) {
            return "redirects are not followed, for a key must not travel to another host; set baseUrl to the address itself.";
        }
        String flat = body.replaceAll("\\s+", " ").strip();
        return flat.isEmpty()
                ? "the response has no body."
                : "the response is no error of this API, perhaps a proxy's: "
                        + (flat.length() <= MAX_EXCERPT ? flat : flat.substring(0, MAX_EXCERPT) + "...");
    }

    private static Map<String, List<String>> kept(Headers headers, Redaction redaction) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        headers.toMultimap().forEach((name, values) -> {
            if (!NOT_KEPT.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, values.stream().map(redaction::redact).toList());
            }
        });
        return kept;
    }

    private static @Nullable String requestId(Headers headers, Redaction redaction) {
        return REQUEST_ID.stream()
                .map(headers::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(redaction::redact)
                .orElse(null);
    }

    private @Nullable Duration retryAfter(Headers headers, List<JsonObject> details) {
        Duration header = RetryAfter.ofHeader(headers.get("Retry-After"), serverClock);
        return header != null
                ? header
                : details.stream()
                        .map(detail -> detail.get("retryDelay").orElse(JsonValue.NULL))
                        .filter(delay -> delay.kind() == JsonValue.Kind.STRING)
                        .map(delay -> RetryAfter.ofProtoJson(delay.asString()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }
}
