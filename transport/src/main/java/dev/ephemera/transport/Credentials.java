package dev.ephemera.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a client presents to the service: an API key, or an ephemeral token that opens Live sessions only.
 *
 * <p>Immutable. {@link #toString()} shows the kind and a fingerprint, never the secret.
 */
public final class Credentials {

    private static final String TOKEN_PREFIX = "auth_tokens/";
    private static final int LAST_CONTROL_OR_SPACE = 0x20;
    private static final int LAST_ASCII = 0x7e;

    private final String secret;
    private final boolean token;

    private Credentials(String secret, boolean token) {
        this.secret = secret;
        this.token = token;
    }

    /**
     * Takes an API key. A value that begins with {@code auth_tokens/} becomes the ephemeral token that it is, as in
     * Google's SDKs.
     *
     * @param key the key; a secret
     * @return the credentials
     * @throws IllegalArgumentException if the key is blank or has characters that no header can carry; the message does
     *     not show it
     */
    public static Credentials apiKey(String key) {
        return new Credentials(checked("API key", key), key.startsWith(TOKEN_PREFIX));
    }

    /**
     * Takes an ephemeral token.
     *
     * @param name the token's name, {@code auth_tokens/} and an opaque string; a secret
     * @return the credentials
     * @throws IllegalArgumentException if the name does not begin with {@code auth_tokens/}; the message does not show it
     */
    public static Credentials token(String name) {
        if (!name.startsWith(TOKEN_PREFIX)) {
            throw new IllegalArgumentException(
                    "An ephemeral token begins with \"" + TOKEN_PREFIX + "\", and this value of " + name.length()
                            + " characters does not; give an API key to apiKey(..).");
        }
        return new Credentials(checked("ephemeral token", name), true);
    }

    private static String checked(String what, String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("The " + what + " is blank.");
        }
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            if (c <= LAST_CONTROL_OR_SPACE || c > LAST_ASCII) {
                throw new IllegalArgumentException("The " + what + " of " + secret.length()
                        + " characters has one at position " + i
                        + " that no header can carry (a space, line break or non-ASCII character).");
            }
        }
        return secret;
    }

    /**
     * Tells which kind of secret this is.
     *
     * @return true for an ephemeral token, false for an API key
     */
    public boolean isToken() {
        return token;
    }

    /**
     * Returns the key or the token itself. A secret: hand it to nothing that logs.
     *
     * @return the secret
     */
    public String secret() {
        return secret;
    }

    /**
     * Names the secret for a log or a support case without giving it away.
     *
     * @return the first 12 hexadecimal digits of its SHA-256
     */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credentials credentials && secret.equals(credentials.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    /** Shows the kind and the fingerprint. */
    @Override
    public String toString() {
        return (token ? "token " : "API key ") + fingerprint();
    }
}
