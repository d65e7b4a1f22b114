package dev.ephemera.tokens.internal;

import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

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
        config.uses().ifPresent(AuthTokenRequests::checkUses);
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
        config.expireTime().ifPresent(time -> checkTime("expireTime", time, now));
        config.newSessionExpireTime().ifPresent(time -> checkTime("newSessionExpireTime", time, now));
        Instant expireTime = config.expireTime().orElse(now.plus(EffectiveToken.DEFAULT_LIFETIME));
        config.newSessionExpireTime().filter(time -> time.isAfter(expireTime)).ifPresent(time -> {
            throw new IllegalArgumentException(
                    "newSessionExpireTime is " + time + ", after expireTime, which is " + expireTime
                            + (config.expireTime().isPresent() ? "" : " by default (30 minutes from now)")
                            + "; a session cannot be opened with an expired token.");
        });
    }

    private static void checkTime(String field, Instant time, Instant now) {
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
