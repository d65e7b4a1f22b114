package dev.ephemera.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The limits that client options and call options share. */
final class OptionChecks {

    private static final Pattern VERSION = Pattern.compile("v[0-9][a-z0-9]*");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
    private static final Set<String> OURS = Set.of("x-goog-api-key", "authorization", "host", "content-length");

    private OptionChecks() {}

    static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be positive.");
        }
    }

    static void baseUrl(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw new IllegalArgumentException("baseUrl is \"" + shown(url)
                    + "\"; it must be an http or https address with a host, such as https://example.org/gemini.");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl at host " + url.getHost()
                    + " has user information, a query or a fragment; it may have a path only.");
        }
    }

    /** Without what may be a secret. */
    private static String shown(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    static void apiVersion(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "apiVersion is \"" + version + "\"; it must look like v1, v1beta or v1alpha.");
        }
    }

    static void headers(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("\"" + name + "\" is no name for a header.");
            }
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "The header " + name
                                + " is set by the client itself; give credentials to apiKey(..), token(..) or credentials(..).");
            }
            if (!HEADER_VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "The value of the header " + name + " has characters that no header can carry.");
            }
        });
    }

    /** Plain text may go to this machine only: a key would be readable on the way. */
    static boolean isLoopback(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || host.equals("[::1]");
    }
}
