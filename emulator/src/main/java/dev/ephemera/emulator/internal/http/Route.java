package dev.ephemera.emulator.internal.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path leads to, behind any prefix and with slashes repeated at will. Pure.
 *
 * @param resource what follows the prefix
 * @param apiVersion the version in it
 */
record Route(Resource resource, String apiVersion) {

    enum Resource {
        AUTH_TOKENS,
        BIDI_GENERATE_CONTENT,
        BIDI_GENERATE_CONTENT_CONSTRAINED
    }

    private static final String VERSION = "/(v1|v1beta|v1alpha)";
    private static final Pattern AUTH_TOKENS = Pattern.compile(".*" + VERSION + "/auth_tokens");
    private static final Pattern LIVE = Pattern.compile(
            ".*/ws/google\\.ai\\.generativelanguage\\.(v1|v1beta|v1alpha)\\.GenerativeService\\.BidiGenerateContent(Constrained)?");

    static Optional<Route> of(String path) {
        String collapsed = path.replaceAll("/{2,}", "/");
        Matcher tokens = AUTH_TOKENS.matcher(collapsed);
        if (tokens.matches()) {
            return Optional.of(new Route(Resource.AUTH_TOKENS, tokens.group(1)));
        }
        Matcher live = LIVE.matcher(collapsed);
        if (live.matches()) {
            Resource method =
                    live.group(2) == null ? Resource.BIDI_GENERATE_CONTENT : Resource.BIDI_GENERATE_CONTENT_CONSTRAINED;
            return Optional.of(new Route(method, live.group(1)));
        }
        return Optional.empty();
    }
}
