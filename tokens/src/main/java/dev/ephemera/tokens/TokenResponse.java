package dev.ephemera.tokens;

import dev.ephemera.types.AuthToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A new token with the HTTP answer that brought it, for logs and support cases. Immutable; the token's name does not show in
 * {@code toString()}.
 */
@Value.Immutable
@ValueStyle
public interface TokenResponse {

    /**
     * The token.
     *
     * @return what {@link Tokens#create} returns
     */
    AuthToken token();

    /**
     * The HTTP status.
     *
     * @return 200 to 299
     */
    int httpStatus();

    /**
     * The answer's headers, without cookies and credentials, and with {@code (redacted)} where a secret was echoed.
     *
     * @return values by lower-case name
     */
    Map<String, List<String>> headers();

    /**
     * The service's id of the request.
     *
     * @return the id, if the answer had one
     */
    Optional<String> requestId();

    /**
     * Starts with nothing set; token and status are needed.
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
    final class Builder extends ImmutableTokenResponse.Builder {

        Builder() {}
    }
}
