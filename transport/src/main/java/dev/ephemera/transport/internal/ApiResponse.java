package dev.ephemera.transport.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import retrofit2.Response;

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
     * Reads an answer.
     *
     * @param response a good one
     * @param context the call's settings
     * @param clocks the best known ones, for an answer without a date
     * @throws UnreadableBodyException if it holds nothing
     */
    static <T> ApiResponse<T> of(Response<T> response, CallContext context, ServerClocks clocks) throws IOException {
        T body = response.body();
        if (body == null) {
            throw UnreadableBodyException.of("the response with status " + response.code() + " holds nothing.", "");
        }
        Instant date = AnswerDate.of(response.headers());
        Instant serverTime = date == null ? clocks.of(context.baseUrl()).instant() : date;
        return new ApiResponse<>(body, response.code(), response.headers(), context.redaction(), serverTime);
    }

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
