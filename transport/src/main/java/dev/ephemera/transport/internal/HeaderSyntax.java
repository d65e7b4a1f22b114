package dev.ephemera.transport.internal;

import java.util.regex.Pattern;

/** What may stand in a header. Pure. */
public final class HeaderSyntax {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    private HeaderSyntax() {}

    /**
     * Checks a header.
     *
     * @throws IllegalArgumentException if name or value cannot be sent; the message does not show the value, a secret perhaps
     */
    public static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no name for a header.");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The value of the header " + name + " has characters that no header can carry.");
        }
    }
}
