package dev.ephemera.transport.internal;

import java.io.IOException;

/** A good answer whose body is of no use. The message does not quote the body, which may hold secrets. */
final class UnreadableBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String body;

    UnreadableBodyException(String problem, String body) {
        super(problem);
        this.body = body;
    }

    /** What could be read of the body. */
    String body() {
        return body;
    }
}
