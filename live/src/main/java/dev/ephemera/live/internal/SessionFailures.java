package dev.ephemera.live.internal;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.transport.internal.ErrorDecoder;
import dev.ephemera.transport.internal.NetworkFailures;
import dev.ephemera.transport.internal.Redaction;
import dev.ephemera.transport.internal.websocket.WebSocketFailure;
import dev.ephemera.transport.internal.websocket.WebSocketRequest;
import dev.ephemera.transport.internal.websocket.WebSocketViolationException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Says why a session could not be opened or was lost, without a secret. Pure. */
final class SessionFailures {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final WebSocketRequest request;
    private final CallContext context;
    private final Redaction redaction;
    private final ErrorDecoder errors;

    SessionFailures(WebSocketRequest request, CallContext context, Redaction redaction, ErrorDecoder errors) {
        this.request = request;
        this.context = context;
        this.redaction = redaction;
        this.errors = errors;
    }

    /** The service closed before the setup was complete. */
    LiveConnectException closed(int code, String reason) {
        String words = redaction.redact(reason);
        return LiveConnectException.refused(code, words, LikelyCauses.ofRefusal(code, words));
    }

    /** The handshake failed, or the connection broke before the setup was complete. */
    LiveConnectException failed(WebSocketFailure failure) {
        Throwable thrown = failure.cause();
        if (failure.httpStatus().isPresent() && failure.httpStatus().getAsInt() != SWITCHING_PROTOCOLS) {
            ApiException refusal = errors.decode(
                    "GET " + request.uri().getRawPath(),
                    failure.httpStatus().getAsInt(),
                    failure.headers(),
                    failure.body(),
                    redaction);
            return LiveConnectException.refusedHandshake(
                    refusal.error().httpStatus(), refusal.error().message(), refusal);
        }
        if (thrown instanceof InterruptedIOException && !(thrown instanceof SocketTimeoutException)) {
            return LiveConnectException.failed(
                    "There was no WebSocket to " + host() + " within " + request.connectTimeout()
                            + " (connectTimeout, or the timeout of this connect).",
                    redaction.redact(thrown));
        }
        NetworkException cause = lost(thrown);
        return LiveConnectException.failed(cause.getMessage(), cause);
    }

    /** The connection broke, or the peer broke a rule of WebSocket, or a limit of ours. */
    NetworkException lost(Throwable thrown) {
        if (thrown instanceof WebSocketViolationException violation) {
            return new NetworkException(
                    "What came from " + host() + " is not what a session may bring: " + violation.getMessage(),
                    violation);
        }
        return NetworkFailures.of("The connection of a Live session", thrown, host(), redaction);
    }

    /** The reason of a close frame, also without a handle that the service has given since. */
    String words(String reason, Optional<String> handle) {
        return handle.map(redaction::and).orElse(redaction).redact(reason);
    }

    /** The close was not answered. */
    String unanswered(Duration closeTimeout) {
        return host() + " did not answer the close within " + closeTimeout + " (closeTimeout).";
    }

    /** Nothing came any more. */
    String silent(Duration livenessTimeout) {
        return "Nothing has come from " + host() + " for " + livenessTimeout
                + " (livenessTimeout), not even an answer to a ping: the connection is dead.";
    }

    /** The service did not complete the setup in time. */
    LiveConnectException late() {
        return LiveConnectException.failed(
                host() + " did not complete the setup within " + context.timeout()
                        + " (setupTimeout, or the timeout of this connect).",
                null);
    }

    /** The service sent something else than messages of this protocol. */
    LiveConnectException malformed(int bytes) {
        return LiveConnectException.failed(
                host() + " answered the setup with a frame of " + bytes
                        + " bytes that is no message of the Live API; is baseUrl the address of the service?",
                null);
    }

    private String host() {
        return context.baseUrl().getHost();
    }
}
