package dev.ephemera.transport.internal;

import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.RequestTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/** What a try that has ended means: an answer, or one of our exceptions. */
final class CallOutcomes {

    private final ErrorDecoder errors;
    private final ServerClocks clocks;

    CallOutcomes(ErrorDecoder errors, ServerClocks clocks) {
        this.errors = errors;
        this.clocks = clocks;
    }

    /**
     * Reads an answer.
     *
     * @throws ApiException if it is a refusal
     */
    <T> ApiResponse<T> answer(Call<?> call, Response<T> response, CallContext context) throws IOException {
        if (!response.isSuccessful()) {
            throw errors.decode(
                    label(call),
                    response.code(),
                    response.headers().toMultimap(),
                    text(response.errorBody()),
                    context.redaction());
        }
        T body = response.body();
        if (body == null) {
            throw new UnreadableBodyException("the response with status " + response.code() + " holds nothing.", "");
        }
        Instant date = AnswerDate.of(response.headers());
        Instant serverTime = date == null ? clocks.of(context.baseUrl()).instant() : date;
        return new ApiResponse<>(body, response.code(), response.headers(), context.redaction(), serverTime);
    }

    private static String text(@Nullable ResponseBody body) throws IOException {
        return body == null ? "" : body.string();
    }

    /**
     * Names what was thrown.
     *
     * @return our exception; an exception that is no failure of the call, as of a caller's own interceptor, is thrown as it is
     */
    GeminiException failure(Call<?> call, Exception thrown, CallContext context) {
        String label = label(call);
        if (thrown instanceof InvalidResponseException invalid) {
            return new InvalidResponseException(
                    label + ": " + context.redaction().redact(invalid.getMessage()), invalid.getCause());
        }
        if (thrown instanceof UnreadableBodyException unreadable) {
            return new InvalidResponseException(label + ": " + text(unreadable, context.redaction()), null);
        }
        if (thrown instanceof RuntimeException other) {
            throw other;
        }
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(label, context.redaction().redact(thrown));
        }
        if (thrown instanceof InterruptedIOException && !(thrown instanceof SocketTimeoutException)) {
            return late(
                    label,
                    context.timeout(),
                    "; the service may have acted on it",
                    context.redaction().redact(thrown));
        }
        return NetworkFailures.of(label, thrown, context.baseUrl().getHost(), context.redaction());
    }

    /** The end of a call whose time was over before the next try began. */
    GeminiException late(Call<?> call, Duration timeout) {
        return late(
                label(call),
                timeout,
                ", for supplying credentials or headers, or the tries before, took that long",
                null);
    }

    private static GeminiException late(String label, Duration timeout, String more, @Nullable Throwable cause) {
        return new RequestTimeoutException(
                label + " did not end within " + timeout + " (the call's timeout, retries included)" + more + ".",
                cause);
    }

    /** The end of a call whose thread was interrupted, whose future was cancelled or whose client was closed. */
    GeminiException stopped(Call<?> call) {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(label(call), null);
        }
        return new CallCancelledException(label(call) + " was cancelled, or its client closed.", null);
    }

    private static GeminiException interrupted(String label, @Nullable Throwable cause) {
        return new CallCancelledException(label + " was interrupted.", cause);
    }

    private static String text(UnreadableBodyException unreadable, Redaction redaction) {
        String excerpt = Excerpt.of(unreadable.body(), redaction);
        // The message may quote headers of the answer.
        return redaction.redact(Objects.requireNonNull(unreadable.getMessage()))
                + (excerpt.isEmpty() ? "" : "; it begins: " + excerpt);
    }

    private static String label(Call<?> call) {
        return call.request().method() + " " + call.request().url().encodedPath();
    }
}
