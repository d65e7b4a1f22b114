package dev.ephemera.transport.internal;

/** The beginning of what a peer sent, fit for one line of a message. */
final class Excerpt {

    private static final int LONGEST = 300;

    private Excerpt() {}

    /** Takes secrets out before it cuts, for half a secret would not be recognised. */
    static String of(String text, Redaction redaction) {
        String flat = redaction.redact(text).replaceAll("\\s+", " ").strip();
        return flat.length() <= LONGEST ? flat : flat.substring(0, LONGEST) + "...";
    }
}
