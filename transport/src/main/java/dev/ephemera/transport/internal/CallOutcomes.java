package dev.ephemera.transport.internal;

import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.RequestTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Date;
import retrofit2.Call;
import retrofit2.Response;

/** What a try that has ended means: an answer, or one of our exceptions. */
final class CallOutcomes {

    private final ErrorDecoder errors;
    private final ServerClock clock;

    CallOutcomes(ErrorDecoder errors, ServerClock clock) {
        this.errors = errors;
        this.clock = clock;
    }

    <T> ApiResponse<T> answer(Call<?> call, Response<T> response, CallContext context) {
        if (!response.isSuccessful()) {
            throw errors.decode(label(call), response, context.redaction());
        }
        T body = response.body();
        if (body == null) {
            throw new InvalidResponseException("the response with status " + response.code() + " has no body.", null);
        }
        Date date = response.headers().getDate("Date");
        Instant serverTime = date == null ? clock.instant() : date.toInstant();
        return new ApiResponse<>(body, response.code(), response.headers().toMultimap(), serverTime);
    }

    GeminiException failure(Call<?> call, Exception thrown, CallContext context) {
        String label = label(call);
        if (thrown instanceof InvalidResponseException invalid) {
            return new InvalidResponseException(label + ": " + invalid.getMessage(), invalid.getCause());
        }
        if (thrown instanceof GeminiException ours) {
            return ours;
        }
        if (thrown instanceof BodyLimitInterceptor.BodyTooLongException) {
            return new InvalidResponseException(label + ": " + thrown.getMessage(), null);
        }
        String host = context.baseUrl().getHost();
        if (thrown instanceof UnknownHostException) {
            return new NetworkException(label + " failed: the host " + host + " is unknown.", thrown);
        }
        if (thrown instanceof SocketTimeoutException) {
            return new NetworkException(label + " failed: no connection to " + host + " in time.", thrown);
        }
        if (thrown instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
            return new CallCancelledException(label + " was interrupted.", thrown);
        }
        if (thrown instanceof InterruptedIOException) {
            return new RequestTimeoutException(
                    label + " did not end within " + context.timeout()
                            + " (the call's timeout, retries included); the service may have acted on it.",
                    thrown);
        }
        if (call.isCanceled()) {
            return new CallCancelledException(label + " was cancelled.", thrown);
        }
        return new NetworkException(
                label + " failed: the connection to " + host + " broke or was refused: "
                        + context.redaction().redact(String.valueOf(((IOException) thrown).getMessage())),
                thrown);
    }

    private static String label(Call<?> call) {
        return call.request().method() + " " + call.request().url().encodedPath();
    }
}
