package dev.ephemera.emulator.internal.token;

/** A token that is asked for cannot be issued. The message is the service's. */
public final class InvalidTokenException extends Exception {

    private static final long serialVersionUID = 1;

    private final String why;

    InvalidTokenException(String why) {
        super(why);
        this.why = why;
    }

    public String why() {
        return why;
    }
}
