package dev.ephemera.emulator.internal.control;

/** A call of the control API cannot be carried out. The message says what was wrong and what would not be. */
final class ControlException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String why;

    ControlException(int status, String why) {
        super(why);
        this.status = status;
        this.why = why;
    }

    static ControlException badRequest(String why) {
        return new ControlException(400, why);
    }

    static ControlException notFound(String why) {
        return new ControlException(404, why);
    }

    static ControlException conflict(String why) {
        return new ControlException(409, why);
    }

    int status() {
        return status;
    }

    String why() {
        return why;
    }
}
