package dev.ephemera.emulator.internal.credential;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A credential in a form that the service itself hands out. Pure.
 *
 * @param kind what it looks like, in words
 * @param fingerprint its name among people
 */
public record RealCredential(String kind, String fingerprint) {

    static final Pattern FORM = Pattern.compile(
            "(?<![\\w-])(?:(?<standard>AIza[\\w-]{35})|(?<bound>AQ\\.[\\w-]{20,})|(?<oauth>ya29\\.[\\w.-]{10,}))(?![\\w-])");

    /** Finds the first that a text holds. */
    public static Optional<RealCredential> in(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.find()
                ? Optional.of(new RealCredential(kind(matcher), Fingerprint.of(matcher.group())))
                : Optional.empty();
    }

    private static String kind(Matcher matcher) {
        if (matcher.group("oauth") != null) {
            return "a Google OAuth access token (ya29.…)";
        }
        return matcher.group("standard") != null ? "a Google API key (AIza…)" : "a Google API key (AQ.…)";
    }
}
