package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.protojson.Violation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error of the REST method in the envelope that the service uses. Pure.
 *
 * @param code the HTTP status
 * @param status the name in {@code google.rpc.Code}
 * @param message the text
 * @param details further objects, each with {@code @type}
 */
record ApiError(int code, String status, String message, List<ObjectNode> details) {

    static final String CONTENT_TYPE = "application/json; charset=UTF-8";

    private static final String INVALID_ARGUMENT = "INVALID_ARGUMENT";
    private static final String PERMISSION_DENIED = "PERMISSION_DENIED";
    private static final String TYPE = "type.googleapis.com/google.rpc.";
    private static final String SERVICE = "generativelanguage.googleapis.com";

    /** Any error, under the name that goes with its HTTP status. */
    static ApiError of(int code, String message, Optional<Duration> retryDelay) {
        List<ObjectNode> details = retryDelay
                .map(delay -> detail("RetryInfo")
                        .put(
                                "retryDelay",
                                BigDecimal.valueOf(delay.toMillis(), 3)
                                                .stripTrailingZeros()
                                                .toPlainString() + "s"))
                .map(List::of)
                .orElse(List.of());
        return new ApiError(code, statusName(code), message, details);
    }

    private static String statusName(int code) {
        return switch (code) {
            case 200 -> "OK";
            case 400 -> INVALID_ARGUMENT;
            case 401 -> "UNAUTHENTICATED";
            case 403 -> PERMISSION_DENIED;
            case 404 -> "NOT_FOUND";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 500 -> "INTERNAL";
            case 501 -> "UNIMPLEMENTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> "UNKNOWN";
        };
    }

    static ApiError invalidArgument(String message) {
        return new ApiError(400, INVALID_ARGUMENT, message, List.of());
    }

    /** The input is not what the method reads: each violation in the text, and again in the details. */
    static ApiError badRequest(List<Violation> violations) {
        ObjectNode details = detail("BadRequest");
        ArrayNode fields = details.putArray("fieldViolations");
        for (Violation violation : violations) {
            ObjectNode field = fields.addObject();
            if (!violation.field().isEmpty()) {
                field.put("field", violation.field());
            }
            field.put("description", violation.description());
        }
        return new ApiError(400, INVALID_ARGUMENT, Violation.join(violations), List.of(details));
    }

    static ApiError malformed(String why) {
        return badRequest(List.of(new Violation("", "Invalid JSON payload received. " + why)));
    }

    static ApiError internal() {
        return of(500, "Internal error encountered.", Optional.empty());
    }

    static ApiError tooLarge(int limit) {
        return invalidArgument("Request payload size exceeds the limit: " + limit + " bytes.");
    }

    static ApiError keyNotValid() {
        String message = "API key not valid. Please pass a valid API key.";
        ObjectNode localized = detail("LocalizedMessage");
        localized.put("locale", "en-US").put("message", message);
        return new ApiError(400, INVALID_ARGUMENT, message, List.of(errorInfo("API_KEY_INVALID"), localized));
    }

    static ApiError keyExpired() {
        return new ApiError(
                400,
                INVALID_ARGUMENT,
                "API key expired. Please renew the API key.",
                List.of(errorInfo("API_KEY_INVALID")));
    }

    static ApiError keyNotFound() {
        return new ApiError(
                400,
                INVALID_ARGUMENT,
                "API Key not found. Please pass a valid API key.",
                List.of(errorInfo("API_KEY_INVALID")));
    }

    static ApiError keyBlocked(String method) {
        return new ApiError(
                403,
                PERMISSION_DENIED,
                "Requests to this API " + SERVICE + " method " + method + " are blocked.",
                List.of(errorInfo("API_KEY_SERVICE_BLOCKED")));
    }

    static ApiError unauthenticated() {
        return new ApiError(
                401,
                "UNAUTHENTICATED",
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid"
                        + " authentication credential.",
                List.of());
    }

    static ApiError unregisteredCaller() {
        return new ApiError(
                403,
                PERMISSION_DENIED,
                "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or"
                        + " other form of API consumer identity to call this API.",
                List.of());
    }

    private static ObjectNode errorInfo(String reason) {
        ObjectNode info = detail("ErrorInfo");
        info.put("reason", reason).put("domain", "googleapis.com");
        info.putObject("metadata").put("service", SERVICE);
        return info;
    }

    private static ObjectNode detail(String type) {
        return Json.object().put("@type", TYPE + type);
    }

    ObjectNode toJson() {
        ObjectNode envelope = Json.object();
        ObjectNode error = envelope.putObject("error");
        error.put("code", code).put("message", message).put("status", status);
        if (!details.isEmpty()) {
            error.putArray("details").addAll(details);
        }
        return envelope;
    }
}
