package dev.ephemera.live;

import dev.ephemera.transport.GeminiException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A session could not be opened: the service refused the handshake or the setup, answered nonsense or nothing in time, or could
 * not be reached. Nothing of it stays behind.
 *
 * <p>The cause is a {@link dev.ephemera.transport.ApiException} if the handshake was refused by an HTTP status, and a
 * {@link dev.ephemera.transport.NetworkException} if the connection failed.
 */
public final class LiveConnectException extends GeminiException {

    private static final long serialVersionUID = 1L;
    private static final int NONE = -1;

    /** The service's close code, or -1. */
    private final int closeCode;
    /** The status of the refused handshake, or -1. */
    private final int httpStatus;
    /** The service's words, perhaps empty. */
    private final String reason;

    private final String[] likelyCauses;

    private LiveConnectException(
            String message,
            @Nullable Throwable cause,
            int closeCode,
            int httpStatus,
            String reason,
            List<String> likelyCauses) {
        super(message, cause);
        this.closeCode = closeCode;
        this.httpStatus = httpStatus;
        this.reason = reason;
        this.likelyCauses = likelyCauses.toArray(String[]::new);
    }

    /**
     * The service closed the connection instead of completing the setup.
     *
     * @param closeCode its close code
     * @param reason its reason, perhaps empty
     * @param likelyCauses what it may mean
     * @return the exception, not thrown
     */
    public static LiveConnectException refused(int closeCode, String reason, List<String> likelyCauses) {
        String message = "The service refused the session with close code " + closeCode
                + (reason.isEmpty() ? " and no reason" : ": " + reason)
                + (reason.endsWith(".") ? "" : ".")
                + (likelyCauses.isEmpty() ? "" : " Likely: " + String.join("; or ", likelyCauses) + ".");
        return new LiveConnectException(message, null, closeCode, NONE, reason, likelyCauses);
    }

    /**
     * The service answered the handshake with something else than a WebSocket.
     *
     * @param httpStatus the status
     * @param reason what the answer says
     * @param cause the refusal with all that is known of it
     * @return the exception, not thrown
     */
    public static LiveConnectException refusedHandshake(int httpStatus, String reason, Throwable cause) {
        return new LiveConnectException(
                "The service refused the handshake with HTTP status " + httpStatus + ": " + reason,
                cause,
                NONE,
                httpStatus,
                reason,
                List.of());
    }

    /**
     * The session could not be opened for a reason that the service did not give.
     *
     * @param message what failed and what can be done
     * @param cause what was thrown below, if anything
     * @return the exception, not thrown
     */
    public static LiveConnectException failed(String message, @Nullable Throwable cause) {
        return new LiveConnectException(message, cause, NONE, NONE, "", List.of());
    }

    /**
     * The close code of the refusal.
     *
     * @return the code, such as 1011; empty if the service sent no close frame
     */
    public OptionalInt closeCode() {
        return closeCode == NONE ? OptionalInt.empty() : OptionalInt.of(closeCode);
    }

    /**
     * The HTTP status of the refusal.
     *
     * @return the status, such as 403; empty if the handshake was not refused by one
     */
    public OptionalInt httpStatus() {
        return httpStatus == NONE ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /**
     * The service's words, without secrets.
     *
     * @return the reason of the close frame, cut by the service to 123 bytes; what the answer to the handshake says, if that was
     *     refused by an HTTP status; empty if there were no words, or it was not the service that refused
     */
    public String reason() {
        return reason;
    }

    /**
     * What the code and the reason are known to mean, most likely first, each with the way out.
     *
     * @return sentences for people; empty if nothing is known
     */
    public List<String> likelyCauses() {
        return List.of(likelyCauses);
    }
}
