package dev.ephemera.transport;

import java.util.Optional;
import org.immutables.value.Value;

/**
 * An HTTP proxy that REST calls and Live sessions go through; TLS is tunnelled with {@code CONNECT}.
 *
 * <p>Immutable. User and password do not show in {@code toString()}.
 */
@Value.Immutable
@ValueStyle
public interface ProxyOptions {

    /**
     * The proxy's host.
     *
     * @return a name or an address
     */
    String host();

    /**
     * The proxy's port.
     *
     * @return 1 to 65535
     */
    int port();

    /**
     * The user for basic authentication; none by default.
     *
     * @return the user, without a colon
     */
    @Value.Redacted
    Optional<String> username();

    /**
     * The password for basic authentication; none by default. A secret.
     *
     * @return the password
     */
    @Value.Redacted
    Optional<String> password();

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if host or port is none, one of user and password stands alone, or the user has a colon
     */
    @Value.Check
    default void check() {
        OptionChecks.host(host());
        if (port() < 1 || port() > 65_535) {
            throw new IllegalArgumentException("The proxy's port is " + port() + "; it must be 1 to 65535.");
        }
        if (username().isPresent() != password().isPresent()) {
            throw new IllegalArgumentException("Give the proxy both a username and a password, or neither.");
        }
        if (username().orElse("").contains(":")) {
            throw new IllegalArgumentException(
                    "The proxy's username has a colon, which basic authentication cannot carry.");
        }
    }

    /**
     * Starts with nothing set; host and port are needed.
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

    /** Sets the options one by one; not for use by several threads at once. */
    final class Builder extends ImmutableProxyOptions.Builder {

        Builder() {}
    }
}
