package dev.ephemera.emulator.internal.script;

/** A text is no YAML, or says what JSON cannot say. */
public final class NotYamlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int line;
    private final String message;

    NotYamlException(int line, String message) {
        this.line = line;
        this.message = message;
    }

    /** Where, from 1. */
    public int line() {
        return line;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
