package dev.ephemera.tokens.internal;

import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Duration;
import java.time.Instant;

/** What the service does not repeat: the times and uses that hold for a new token. Pure. */
final class EffectiveToken {

    static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(30);
    static final Duration DEFAULT_WINDOW = Duration.ofSeconds(60);
    static final int DEFAULT_USES = 1;

    private EffectiveToken() {}

    static AuthToken of(String name, CreateAuthTokenConfig config, Instant created) {
        Instant expireTime = config.expireTime().orElse(created.plus(DEFAULT_LIFETIME));
        Instant window = config.newSessionExpireTime().orElse(created.plus(DEFAULT_WINDOW));
        return AuthToken.builder()
                .name(name)
                .expireTime(expireTime)
                // An expired token opens nothing, whatever the window says.
                .newSessionExpireTime(window.isBefore(expireTime) ? window : expireTime)
                .uses(config.uses().orElse(DEFAULT_USES))
                .build();
    }
}
