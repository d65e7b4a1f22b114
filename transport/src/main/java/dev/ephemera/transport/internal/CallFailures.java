package dev.ephemera.transport.internal;

import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.RequestTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/** What the end of a call without a good answer means. The classes that it takes are not loaded before a call fails. */
final class CallFailures {

    private CallFailures() {}

    /** The end of a call that was refused. */
    static GeminiException refused(Call<?> call, Response<?> response, CallContext context, Clock local)
            throws IOException {
        ResponseBody body = response.errorBody();
        return new ErrorDecoder(local)
                .decode(
                        label(call),
                        response.code(),
                        response.headers().toMultimap(),
                        body == null ? "" : body.string(),
                        context.redaction());
    }

    /**
     * Names what was thrown.
     *
     * @return our exception; an exception that is no failure of the call, as of a caller's own interceptor, is thrown as it is
     */
    static GeminiException failure(Call<?> call, Exception thrown, CallContext context) {
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
    static GeminiException late(Call<?> call, Duration timeout) {
        return late(
                label(call),
                timeout,
                ", for supplying credentials or headers, setting up TLS, or the tries before, took that long",
                null);
    }

    private static GeminiException late(String label, Duration timeout, String more, @Nullable Throwable cause) {
        return new RequestTimeoutException(
                label + " did not end within " + timeout + " (the call's timeout, retries included)" + more + ".",
                cause);
    }

    /** The end of a call whose thread was interrupted, whose future was cancelled or whose client was closed. */
    static GeminiException stopped(Call<?> call) {
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

    /** The end of a call whose thread was interrupted between two tries. */
    static GeminiException interruptedBefore(GeminiException last) {
        return new CallCancelledException(
                "Interrupted while waiting for the next try after: " + last.getMessage(), last);
    }

    /** The end of a call that was stopped while it was prepared. */
    static GeminiException stoppedEarly() {
        return new CallCancelledException(
                "The call was cancelled, or its client closed, before anything was sent.", null);
    }

    /** The end of a call whose time was over while it was prepared. */
    static GeminiException lateEarly(Duration timeout) {
        return new RequestTimeoutException(
                "Nothing was sent within " + timeout
                        + " (the call's timeout): what supplies credentials or headers has not answered yet,"
                        + " or TLS is not set up.",
                null);
    }

    private static String label(Call<?> call) {
        return call.request().method() + " " + call.request().url().encodedPath();
    }
}
