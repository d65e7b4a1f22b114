package dev.ephemera.transport.internal;

import java.io.IOException;

/** A good answer whose body is of no use. The message does not quote the body, which may hold secrets. */
final class UnreadableBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String body;

    private UnreadableBodyException(String problem, String body) {
        super(problem);
        this.body = body;
    }

    /** Makes one; of a wider type, for which the verifier does not load this class before there is one. */
    static IOException of(String problem, String body) {
        return new UnreadableBodyException(problem, body);
    }

    /** What could be read of the body. */
    String body() {
        return body;
    }
}
