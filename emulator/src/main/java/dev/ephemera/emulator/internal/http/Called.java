package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.credential.Presented;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * What a request calls, and with what.
 *
 * @param route where it leads
 * @param presented the credentials
 * @param form how the answer shall be written
 */
record Called(Route route, Presented presented, AnswerForm form) {

    private static final String ATTRIBUTE = Called.class.getName();

    /** Returns what the routing has found; empty for a path that leads nowhere. */
    static Optional<Called> by(Request request) {
        return Optional.ofNullable((Called) request.getAttribute(ATTRIBUTE));
    }

    /** Whether it is one of the Live methods. */
    boolean isLive() {
        return route.resource() != Route.Resource.AUTH_TOKENS;
    }

    void attach(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
