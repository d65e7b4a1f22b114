package dev.ephemera.emulator.internal.json;

/** A text is not one JSON value. The message says what is wrong and where, never what the text holds. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1;

    private final String why;

    MalformedJsonException(String why) {
        super(why);
        this.why = why;
    }

    public String why() {
        return why;
    }
}
