package dev.ephemera.transport;

import dev.ephemera.transport.internal.HeaderSyntax;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The limits that client options and call options share. */
final class OptionChecks {

    private static final Pattern VERSION = Pattern.compile("v[0-9][a-z0-9]*");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z._-]+|\\[?[0-9A-Fa-f:.]+]?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");
    private static final Pattern USER_INFO = Pattern.compile("[^/?#]*@");
    private static final int LAST_PORT = 65_535;
    private static final Set<String> OURS = Set.of(
            "x-goog-api-key",
            "authorization",
            "proxy-authorization",
            "host",
            "connection",
            "upgrade",
            "content-type",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "accept-encoding",
            "expect");
    private static final String HANDSHAKE = "sec-websocket-";
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private OptionChecks() {}

    static void timeout(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; it must be " + SHORTEST + " (1 ms) to " + LONGEST + " (1 day).");
        }
    }

    static void delay(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be zero to " + LONGEST + " (1 day).");
        }
    }

    static void baseUrl(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw new IllegalArgumentException("baseUrl is \"" + shown(url)
                    + "\"; it must be http:// or https:// and a host, such as https://example.org/gemini"
                    + " (a host is made of letters, digits, dots and hyphens).");
        }
        if (url.getPort() == 0 || url.getPort() > LAST_PORT || HttpUrl.get(url) == null) {
            throw new IllegalArgumentException(
                    "baseUrl is \"" + shown(url) + "\"; its host or its port (1 to " + LAST_PORT + ") cannot be.");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl at host " + url.getHost()
                    + " has user information, a query or a fragment; it may have a path only.");
        }
    }

    /** As it was written, without what may be a secret. */
    private static String shown(URI url) {
        return USER_INFO.matcher(url.toString()).replaceFirst("").replaceFirst("[?#].*", "");
    }

    /** Does not show the value, which may have a password in it. */
    static void host(String host) {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("The proxy's host of " + host.length()
                    + " characters must be a name or an address alone, without scheme, user, port or path.");
        }
    }

    static void apiVersion(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "apiVersion is \"" + version + "\"; it must look like v1, v1beta or v1alpha.");
        }
    }

    static void headers(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            HeaderSyntax.check(header.getKey(), header.getValue());
            String lower = header.getKey().toLowerCase(Locale.ROOT);
            if (OURS.contains(lower) || lower.startsWith(HANDSHAKE)) {
                throw new IllegalArgumentException(
                        "The header " + header.getKey()
                                + " is set by the client itself; credentials belong into apiKey(..), token(..) or credentials(..).");
            }
        }
    }

    /** Whether a host is this machine by its very name, whatever a resolver says. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
