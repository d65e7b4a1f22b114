package dev.ephemera.transport;

import dev.ephemera.types.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What is known of a call or a handshake that the service refused.
 *
 * <p>Immutable. It holds no secret: where the service echoed one, it has been taken out.
 */
@Value.Immutable
@ValueStyle
public interface ApiError {

    /**
     * What was asked.
     *
     * @return method and path, without the query
     */
    String request();

    /**
     * The HTTP status.
     *
     * @return the status, such as 400
     */
    int httpStatus();

    /**
     * The name of the {@code google.rpc.Code}.
     *
     * @return the name, such as {@code INVALID_ARGUMENT}; empty if the body had none
     */
    @Value.Default
    default String status() {
        return "";
    }

    /**
     * The service's words, or the beginning of a body that was no error of this API.
     *
     * @return the message, for people
     */
    String message();

    /**
     * The service's details.
     *
     * @return objects with {@code @type}, such as {@code google.rpc.ErrorInfo}; often none
     */
    List<JsonObject> details();

    /**
     * The response's headers, without cookies and credentials.
     *
     * @return values by lower-case name
     */
    Map<String, List<String>> headers();

    /**
     * The service's id of the request.
     *
     * @return the id, if the response had one
     */
    Optional<String> requestId();

    /**
     * How long the service asks to wait before the next try, by {@code Retry-After} or else by {@code google.rpc.RetryInfo}.
     *
     * @return the wait, if the service named one
     */
    Optional<Duration> retryAfter();

    /**
     * Starts with nothing set; request, status and message are needed.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a changed copy.
     *
     * @return a new builder with everything set as here
     */
    default Builder toBuilder() {
        return builder().from(this);
    }

    /** Sets the values one by one; not for use by several threads at once. */
    final class Builder extends ImmutableApiError.Builder {

        Builder() {}
    }
}
