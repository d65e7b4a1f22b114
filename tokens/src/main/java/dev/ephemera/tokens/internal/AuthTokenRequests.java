package dev.ephemera.tokens.internal;

import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From a config to the wire's token, with everything checked that would fail or surprise later. Pure. */
final class AuthTokenRequests {

    private static final Duration MAX_LIFETIME = Duration.ofHours(20);

    private AuthTokenRequests() {}

    /**
     * Maps a config.
     *
     * @param config what the user asks for
     * @param locks its locks
     * @param clock the best known clock of the service
     * @throws IllegalArgumentException if the config cannot work; the message names the field, the value and the limit
     */
    static AuthTokenResource toWire(CreateAuthTokenConfig config, Locks locks, Clock clock) {
        if (config.uses().isPresent()) {
            checkUses(config.uses().get());
        }
        checkTimes(config, clock.instant());
        return AuthTokenResource.builder()
                .uses(config.uses())
                .expireTime(config.expireTime())
                .newSessionExpireTime(config.newSessionExpireTime())
                .bidiGenerateContentSetup(locks.template())
                .fieldMask(locks.mask())
                .build();
    }

    static void checkUses(int uses) {
        if (uses < 0) {
            throw new IllegalArgumentException(
                    "uses is " + uses + "; it must be 0, which is unlimited, or more. Unset it is 1.");
        }
    }

    private static void checkTimes(CreateAuthTokenConfig config, Instant now) {
        checkTime("expireTime", config.expireTime(), now);
        checkTime("newSessionExpireTime", config.newSessionExpireTime(), now);
        Instant expireTime = config.expireTime().orElse(now.plus(EffectiveToken.DEFAULT_LIFETIME));
        if (config.newSessionExpireTime().orElse(expireTime).isAfter(expireTime)) {
            throw new IllegalArgumentException("newSessionExpireTime is "
                    + config.newSessionExpireTime().get() + ", after expireTime, which is " + expireTime
                    + (config.expireTime().isPresent() ? "" : " by default (30 minutes from now)")
                    + "; a session cannot be opened with an expired token.");
        }
    }

    private static void checkTime(String field, Optional<Instant> asked, Instant now) {
        if (asked.isEmpty()) {
            return;
        }
        Instant time = asked.get();
        if (!time.isAfter(now)) {
            throw new IllegalArgumentException(
                    field + " is " + time + ", in the past: the best known clock shows " + now + ".");
        }
        if (!time.isBefore(now.plus(MAX_LIFETIME))) {
            throw new IllegalArgumentException(field + " is " + time + "; it must be less than 20 hours ahead, before "
                    + now.plus(MAX_LIFETIME) + ".");
        }
    }
}
