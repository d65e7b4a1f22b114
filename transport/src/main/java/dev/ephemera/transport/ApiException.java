package dev.ephemera.transport;

import dev.ephemera.types.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service refused a call. The subclasses tell by HTTP status what can be done; other statuses raise this class itself.
 */
public class ApiException extends GeminiException {

    private static final long serialVersionUID = 1L;

    /** Everything that is known; not serialized, for it holds JSON. */
    private final transient ApiError error;
    /** What was asked. */
    private final String request;
    /** The HTTP status. */
    private final int httpStatus;
    /** The name of the code, perhaps empty. */
    private final String status;
    /** The service's words. */
    private final String words;

    /**
     * Makes an exception.
     *
     * @param error what is known
     */
    public ApiException(ApiError error) {
        super(
                error.request() + " was refused with " + error.httpStatus()
                        + (error.status().isEmpty() ? "" : " " + error.status()) + ": " + error.message(),
                null);
        this.error = error;
        this.request = error.request();
        this.httpStatus = error.httpStatus();
        this.status = error.status();
        this.words = error.message();
    }

    /** What was serialized comes back without headers and details. */
    final Object readResolve() {
        ApiException copy = of(ApiError.builder()
                .request(request)
                .httpStatus(httpStatus)
                .status(status)
                .message(words)
                .build());
        copy.setStackTrace(getStackTrace());
        for (Throwable suppressed : getSuppressed()) {
            copy.addSuppressed(suppressed);
        }
        return copy;
    }

    /**
     * Makes the exception for the error's HTTP status.
     *
     * @param error what is known
     * @return the exception, not thrown
     */
    public static ApiException of(ApiError error) {
        return switch (error.httpStatus()) {
            case 400 -> new BadRequestException(error);
            case 401 -> new UnauthorizedException(error);
            case 403 -> new PermissionDeniedException(error);
            case 404 -> new NotFoundException(error);
            case 429 -> new RateLimitException(error);
            default -> error.httpStatus() >= 500 ? new ServerException(error) : new ApiException(error);
        };
    }

    /**
     * Returns everything that is known of the refusal.
     *
     * @return the error
     */
    public final ApiError error() {
        return error;
    }

    /**
     * Returns the HTTP status.
     *
     * @return the status, such as 400
     */
    public final int httpStatus() {
        return error.httpStatus();
    }

    /**
     * Returns the name of the {@code google.rpc.Code}.
     *
     * @return the name, such as {@code INVALID_ARGUMENT}; empty if the body had none
     */
    public final String status() {
        return error.status();
    }

    /**
     * Returns the service's details.
     *
     * @return objects with {@code @type}; often none
     */
    public final List<JsonObject> details() {
        return error.details();
    }

    /**
     * Returns the response's headers.
     *
     * @return values by lower-case name, without cookies
     */
    public final Map<String, List<String>> headers() {
        return error.headers();
    }

    /**
     * Returns the service's id of the request.
     *
     * @return the id, if the response had one
     */
    public final Optional<String> requestId() {
        return error.requestId();
    }
}
