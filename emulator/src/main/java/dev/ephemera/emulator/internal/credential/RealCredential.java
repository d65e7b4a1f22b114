package dev.ephemera.emulator.internal.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A credential in a form that the service itself hands out. Pure.
 *
 * @param kind what it looks like, in words
 * @param fingerprint the first digits of its SHA-256, which tell it from others and do not tell it
 */
public record RealCredential(String kind, String fingerprint) {

    private static final Pattern FORM = Pattern.compile(
            "(?<![\\w-])(?:(?<standard>AIza[\\w-]{35})|(?<bound>AQ\\.[\\w-]{20,})|(?<oauth>ya29\\.[\\w.-]{10,}))(?![\\w-])");
    private static final int SHOWN_BYTES = 4;

    /** Finds the first that a text holds. */
    public static Optional<RealCredential> in(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.find()
                ? Optional.of(new RealCredential(kind(matcher), fingerprint(matcher.group())))
                : Optional.empty();
    }

    private static String kind(Matcher matcher) {
        if (matcher.group("oauth") != null) {
            return "a Google OAuth access token (ya29.…)";
        }
        return matcher.group("standard") != null ? "a Google API key (AIza…)" : "a Google API key (AQ.…)";
    }

    /** Names a secret without telling it. */
    public static String fingerprint(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, SHOWN_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }
}
