package dev.ephemera.emulator.internal.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells this machine's names for itself from all others, by their form: no name is looked up. Pure. */
public final class Loopback {

    private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?(::1|(0{1,4}:){7}0{0,3}1)]?");

    private Loopback() {}

    /**
     * Tells whether a name leads to this machine and to no other.
     *
     * @param host a name or an address, an IPv6 address with or without brackets
     */
    public static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches();
    }

    /**
     * Tells whether a page comes from this machine.
     *
     * @param origin what the browser says: a scheme, a host and perhaps a port, or {@code null} in so many letters
     */
    public static boolean isOrigin(String origin) {
        try {
            URI uri = URI.create(origin);
            return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme()) && is(uri.getHost());
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }
}
