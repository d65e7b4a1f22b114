package dev.ephemera.transport;

import dev.ephemera.types.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call that the service refused. It holds no secret: where the service echoed one, it has been taken out.
 *
 * @param request method and path of the call, without its query
 * @param httpStatus the HTTP status
 * @param status the name of the {@code google.rpc.Code}, such as {@code INVALID_ARGUMENT}; empty if the body had none
 * @param message the service's words, or the beginning of a body that was no JSON
 * @param details the service's details, each with its {@code @type}; often none
 * @param headers the response's headers by lower-case name, without cookies
 * @param requestId the service's id of the request, if it gave one
 * @param retryAfter how long the service asks to wait, if it does
 */
public record ApiError(
        String request,
        int httpStatus,
        String status,
        String message,
        List<JsonObject> details,
        Map<String, List<String>> headers,
        @Nullable String requestId,
        @Nullable Duration retryAfter) {

    /** Copies lists and maps. */
    public ApiError {
        details = List.copyOf(details);
        headers = Map.copyOf(headers);
    }
}
