package dev.ephemera.transport.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;

/**
 * A good answer.
 *
 * @param body what was read
 * @param httpStatus the status, 200 to 299
 * @param received the headers as they came
 * @param redaction takes the call's secrets out of them
 * @param serverTime when the service answered, by its {@code Date} header or else by the best known clock
 */
public record ApiResponse<T>(T body, int httpStatus, Headers received, Redaction redaction, Instant serverTime) {

    /**
     * Makes what callers may see of the headers, on demand, since few do.
     *
     * @return values by lower-case name, without cookies, credentials and echoed secrets
     */
    public Map<String, List<String>> headers() {
        return AnswerHeaders.kept(received.toMultimap(), redaction);
    }

    /** Shows the status alone: the rest may hold secrets. */
    @Override
    public String toString() {
        return "ApiResponse[" + httpStatus + "]";
    }
}
