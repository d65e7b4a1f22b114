package dev.ephemera.emulator.internal.script;

/** A script says something that no script can say. The message says where and what. */
public final class MisreadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String path;
    private final String message;

    MisreadException(String path, String why) {
        this.path = path;
        this.message = (path.isEmpty() ? "the script" : path) + " " + why;
    }

    /** Where, as in {@code steps[1].then[0]}; empty for the script itself. */
    public String path() {
        return path;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
