package dev.ephemera.types;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;

/** What can be asked of an {@link AuthToken} besides its fields. */
public interface AuthTokenMethods {

    /**
     * Returns the token: what a client presents to open a Live session. A secret.
     *
     * @return {@code auth_tokens/} and an opaque string
     */
    String name();

    /**
     * Returns the instant after which messages of sessions opened with the token are rejected.
     *
     * @return the end of every session
     */
    Instant expireTime();

    /**
     * Returns the instant after which the token opens no further session.
     *
     * @return the end of the window to start in
     */
    Instant newSessionExpireTime();

    /**
     * Returns the token under the name that says what it is.
     *
     * @return the same as {@link #name()}
     */
    default String token() {
        return name();
    }

    /**
     * Tells whether the token is worth nothing any more.
     *
     * @param clock the clock to ask; the service decides by its own
     * @return true from {@link #expireTime()} on
     */
    default boolean isExpired(Clock clock) {
        return !clock.instant().isBefore(expireTime());
    }

    /**
     * Tells whether the times still allow a new session; how often the token was used is not known here.
     *
     * @param clock the clock to ask; the service decides by its own
     * @return false from {@link #newSessionExpireTime()} or {@link #expireTime()} on, whichever comes first
     */
    default boolean canOpenNewSession(Clock clock) {
        return !isExpired(clock) && clock.instant().isBefore(newSessionExpireTime());
    }

    /**
     * Names the token for a log or a support case without giving it away.
     *
     * @return the first 12 hexadecimal digits of the SHA-256 of {@link #name()}
     */
    default String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
