package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.live.ConnectedSession;
import dev.ephemera.emulator.internal.live.Handshake;
import dev.ephemera.emulator.internal.live.Peer;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Knows who plays the service's part in the sessions that clients ask for. */
interface SessionSource {

    /**
     * Finds that out for one. Does not wait for anybody.
     *
     * @return what begins the session once the client's connection is open; empty if there is none, and the source answers
     *     the request, or lets it be handled anew when it knows
     */
    Optional<Function<Peer, ConnectedSession>> find(
            Handshake handshake, Request request, Response response, Callback callback);
}
