package dev.ephemera.transport;

import java.time.Duration;
import org.immutables.value.Value;

/**
 * How often a failed call is tried again, and after which wait.
 *
 * <p>Tried again are the statuses 408, 429, 500, 502, 503 and 504 and connections that fail. The wait before try <i>n</i> is
 * a random part of {@code initialDelay * 2^(n-2)}, at most {@code maxDelay}; where the server names one ({@code Retry-After} in
 * seconds or as a date, or else {@code RetryInfo}), that one, however long or short. A wait that does not fit into the call's
 * timeout is not begun: the failure is raised at once. There is no wait after the last try.
 *
 * <p>Not tried again is what another try cannot help: other statuses, a certificate that is not trusted, an answer that cannot
 * be read, and a call that was cancelled or used up its timeout. A connection may break after the service has acted, so a call
 * that is tried again may have been served twice.
 */
@Value.Immutable
@ValueStyle
public interface RetryPolicy {

    /**
     * How often a call is made at most, the first time included. Default 3.
     *
     * @return 1 to 1,000
     */
    @Value.Default
    default int maxAttempts() {
        return 3;
    }

    /**
     * The upper end of the first wait. Default 500 ms.
     *
     * @return the delay, zero to 1 day
     */
    @Value.Default
    default Duration initialDelay() {
        return Duration.ofMillis(500);
    }

    /**
     * The upper end of any wait that the server did not ask for. Default 8 s.
     *
     * @return the delay, {@link #initialDelay()} to 1 day
     */
    @Value.Default
    default Duration maxDelay() {
        return Duration.ofSeconds(8);
    }

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    @Value.Check
    default void check() {
        if (maxAttempts() < 1 || maxAttempts() > 1000) {
            throw new IllegalArgumentException("maxAttempts is " + maxAttempts() + "; it must be 1 to 1000.");
        }
        OptionChecks.delay("initialDelay", initialDelay());
        OptionChecks.delay("maxDelay", maxDelay());
        if (maxDelay().compareTo(initialDelay()) < 0) {
            throw new IllegalArgumentException(
                    "maxDelay is " + maxDelay() + "; it must be at least initialDelay, " + initialDelay() + ".");
        }
    }

    /**
     * The policy that never tries again.
     *
     * @return one attempt
     */
    static RetryPolicy none() {
        return builder().maxAttempts(1).build();
    }

    /**
     * Starts with the defaults.
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
    final class Builder extends ImmutableRetryPolicy.Builder {

        Builder() {}
    }
}
