package dev.ephemera.tokens;

import dev.ephemera.tokens.internal.TokenPolicyRules;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What tokens are for, said once and minted from as often as needed: how often a token opens a session, within which time, how
 * long its sessions may last, and what it locks.
 *
 * <pre>{@code
 * TokenPolicy policy = TokenPolicy.builder()
 *     .openWithin(Duration.ofMinutes(2))
 *     .ttl(Duration.ofMinutes(10))
 *     .lockEverything("gemini-live-2.5-flash-preview", config)
 *     .build();
 * AuthToken token = client.tokens().create(policy);
 * }</pre>
 *
 * <p>Times are relative, and count from when a token is minted by the <em>service's</em> clock, so that they hold on a host
 * whose own clock is wrong; for absolute times use {@link CreateAuthTokenConfig}. With nothing set a token opens one session
 * within 60 seconds, its sessions end 30 minutes after minting, and it locks nothing, as the service does it by default.
 *
 * <p>Immutable, and checked as a whole when it is built.
 */
@Value.Immutable
@ValueStyle
public interface TokenPolicy {

    /** The shortest relative time: the service's clock is known to the second, and the way there takes time too. */
    Duration SHORTEST = Duration.ofSeconds(5);

    /** What relative times must stay below; the service takes no later ones. */
    Duration LIMIT = Duration.ofHours(20);

    /**
     * How many sessions a token opens; resuming one does not count. Default 1.
     *
     * @return the number, 0 for any number
     */
    @Value.Default
    default int uses() {
        return 1;
    }

    /**
     * How long after minting a token opens sessions. By default as long as the service does it, 60 seconds, or as long as
     * {@link #ttl()} if that is shorter.
     *
     * @return 5 seconds to less than 20 hours, at most {@link #ttl()}
     */
    Optional<Duration> openWithin();

    /**
     * How long after minting a token and all its sessions end, so nobody talks for longer. By default as the service does it,
     * after 30 minutes.
     *
     * @return 5 seconds to less than 20 hours
     */
    Optional<Duration> ttl();

    /**
     * What a token fixes and locks; the builder's methods that begin with {@code lock} set it. Nothing by default.
     *
     * @return a config with constraints and locks, but without uses and times; {@link LockPlan} tells what it locks
     */
    @Value.Default
    default CreateAuthTokenConfig locks() {
        return CreateAuthTokenConfig.builder().build();
    }

    /**
     * Makes the config for a token that is minted at an instant.
     *
     * @param now the service's time
     * @return the config, with the times that the policy sets and without those that it leaves to the service
     */
    default CreateAuthTokenConfig configAt(Instant now) {
        return TokenPolicyRules.configAt(this, now);
    }

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it
     */
    @Value.Check
    default void check() {
        TokenPolicyRules.check(this);
    }

    /**
     * One session, to be opened within 60 seconds and over after 30 minutes, with any setup.
     *
     * @return the policy with nothing set
     */
    static TokenPolicy singleUse() {
        return builder().build();
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

    /** Sets the policy step by step; not for use by several threads at once. */
    final class Builder extends ImmutableTokenPolicy.Builder {

        Builder() {}

        /**
         * Lets a token open one session.
         *
         * @return this builder
         */
        public Builder singleUse() {
            return uses(1);
        }

        /**
         * Lets a token open any number of sessions until {@link TokenPolicy#openWithin()} is over.
         *
         * @return this builder
         */
        public Builder unlimitedUses() {
            return uses(0);
        }

        /**
         * Locks the whole setup: sessions have the given model and config, whatever the client asks for.
         *
         * @param model the model, with or without {@code models/}
         * @param config the settings
         * @return this builder
         */
        public Builder lockEverything(String model, LiveConnectConfig config) {
            return locks(constrained(model, config).build());
        }

        /**
         * Locks the model and what the config sets, and further fields as the service sets them by default; the client is free
         * in the rest.
         *
         * @param model the model, with or without {@code models/}
         * @param config the settings
         * @param further names of fields as {@link LockPlan} takes them, in camelCase or snake_case; often none
         * @return this builder
         * @throws IllegalArgumentException if one of them is null
         */
        public Builder lockWhatIsSet(String model, LiveConnectConfig config, String... further) {
            if (Arrays.asList(further).contains(null)) {
                throw new IllegalArgumentException("lockWhatIsSet: one of the further names, "
                        + Arrays.toString(further) + ", is null; leave it out.");
            }
            return locks(constrained(model, config)
                    .lockAdditionalFields(List.of(further))
                    .build());
        }

        /**
         * Locks nothing: the client may ask for any setup, as with a key. The default.
         *
         * @return this builder
         */
        public Builder lockNothing() {
            return locks(CreateAuthTokenConfig.builder().build());
        }

        private static CreateAuthTokenConfig.Builder constrained(String model, LiveConnectConfig config) {
            return CreateAuthTokenConfig.builder()
                    .liveConnectConstraints(LiveConnectConstraints.builder()
                            .model(model)
                            .config(config)
                            .build());
        }
    }
}
