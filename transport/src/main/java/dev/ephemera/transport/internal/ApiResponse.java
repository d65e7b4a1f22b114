package dev.ephemera.transport.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A good answer.
 *
 * @param body what was read
 * @param httpStatus the status, 200 to 299
 * @param headers values by lower-case name, without cookies, credentials and echoed secrets
 * @param serverTime when the service answered, by its {@code Date} header or else by the best known clock
 */
public record ApiResponse<T>(T body, int httpStatus, Map<String, List<String>> headers, Instant serverTime) {

    /** Returns the service's id of the request, if the answer had one. */
    public Optional<String> requestId() {
        return AnswerHeaders.requestId(headers);
    }
}
