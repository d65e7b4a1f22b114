package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.LockMode;
import dev.ephemera.tokens.LockPlan;
import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From relative times to the config of one instant, and what relative times may be. Pure. */
public final class TokenPolicyRules {

    private TokenPolicyRules() {}

    /** Makes the config for a token that is minted at an instant. */
    public static CreateAuthTokenConfig configAt(TokenPolicy policy, Instant now) {
        return policy.locks().toBuilder()
                .uses(policy.uses())
                .expireTime(policy.ttl().map(now::plus))
                .newSessionExpireTime(window(policy).map(now::plus))
                .build();
    }

    /** Whether the config depends on what time it is. */
    static boolean isRelative(TokenPolicy policy) {
        return policy.ttl().isPresent() || policy.openWithin().isPresent();
    }

    /** A token whose life is shorter than the default window has a window as long as its life. */
    private static Optional<Duration> window(TokenPolicy policy) {
        return policy.openWithin()
                .or(() -> policy.ttl().filter(ttl -> ttl.compareTo(EffectiveToken.DEFAULT_WINDOW) < 0));
    }

    /**
     * Checks a policy.
     *
     * @throws IllegalArgumentException if it cannot work; the message names the field, the value and the limit
     */
    public static void check(TokenPolicy policy) {
        AuthTokenRequests.checkUses(policy.uses());
        policy.openWithin().ifPresent(time -> checkTime("openWithin", time));
        policy.ttl().ifPresent(time -> checkTime("ttl", time));
        Duration ttl = policy.ttl().orElse(EffectiveToken.DEFAULT_LIFETIME);
        policy.openWithin().filter(window -> window.compareTo(ttl) > 0).ifPresent(window -> {
            throw new IllegalArgumentException("openWithin is " + window + ", longer than ttl, which is " + ttl
                    + (policy.ttl().isPresent() ? "" : " by default")
                    + "; a session cannot be opened with an expired token.");
        });
        checkLocks(policy.locks());
    }

    private static void checkTime(String field, Duration time) {
        if (time.compareTo(TokenPolicy.SHORTEST) < 0 || time.compareTo(TokenPolicy.LIMIT) >= 0) {
            throw new IllegalArgumentException(field + " is " + time + "; it must be " + TokenPolicy.SHORTEST
                    + " (5 seconds) to less than " + TokenPolicy.LIMIT + " (20 hours).");
        }
    }

    private static void checkLocks(CreateAuthTokenConfig locks) {
        refuse("uses", locks.uses(), "set the policy's uses");
        refuse("expireTime", locks.expireTime(), "set the policy's ttl");
        refuse("newSessionExpireTime", locks.newSessionExpireTime(), "set the policy's openWithin");
        LockMode mode = LockPlan.of(locks).mode(); // which also checks the names
        if (locks.liveConnectConstraints().isPresent() && mode == LockMode.NONE) {
            throw new IllegalArgumentException("locks has constraints that set nothing, and would lock nothing;"
                    + " give a model or a setting, or lockNothing().");
        }
    }

    private static void refuse(String field, Optional<?> value, String wayOut) {
        value.ifPresent(given -> {
            throw new IllegalArgumentException("locks." + field + " is " + given
                    + "; it must be absent, for a policy's times are relative: " + wayOut + ".");
        });
    }
}
