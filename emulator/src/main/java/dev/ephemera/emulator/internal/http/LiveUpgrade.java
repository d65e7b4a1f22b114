package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.internal.fault.FaultPlan;
import dev.ephemera.emulator.internal.live.ConnectedSession;
import dev.ephemera.emulator.internal.live.Handshake;
import dev.ephemera.emulator.internal.live.Peer;
import dev.ephemera.emulator.internal.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/**
 * Answers every upgrade on a Live method with 101, whatever it presents, as far as it is the emulator's to answer: refusals
 * are close frames.
 */
final class LiveUpgrade implements WebSocketNegotiator {

    /** The server knows more, some of which let a client choose the size of the frames that it is sent. */
    private static final String DEFLATE = "permessage-deflate";

    private final SessionSource sessions;
    private final EmulatorOptions options;
    private final Timeline timeline;
    private final FaultPlan faults;

    LiveUpgrade(SessionSource sessions, EmulatorOptions options, Timeline timeline, FaultPlan faults) {
        this.sessions = sessions;
        this.options = options;
        this.timeline = timeline;
        this.faults = faults;
    }

    @Override
    public @Nullable FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        Optional<Called> called = Called.by(request).filter(Called::isLive);
        if (called.isEmpty()) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            return null;
        }
        Route route = called.get().route();
        boolean constrained = route.resource() == Route.Resource.BIDI_GENERATE_CONTENT_CONSTRAINED;
        Handshake handshake =
                new Handshake(route.apiVersion(), constrained, called.get().presented());
        Optional<Function<Peer, ConnectedSession>> session = sessions.find(handshake, request, response, callback);
        if (session.isEmpty()) {
            return null;
        }
        boolean deflate = options.assumes(Assumption.DEFLATE_IS_NEGOTIATED);
        response.setExtensions(response.getExtensions().stream()
                .filter(offered -> deflate && offered.getName().equals(DEFLATE))
                .toList());
        Optional<Fault> fault = FaultHandler.planned(request);
        SessionPlan plan = new SessionPlan(
                fault,
                faults,
                FaultHandler.name(request),
                Wire.of(request),
                timeline,
                options.textFrames(),
                options.pingEvery());
        return new SessionSocket(session.get(), plan, options.maxMessageBytes());
    }

    @Override
    public void customize(Configuration configuration) {
        limit(configuration, options.maxMessageBytes());
    }

    /** Sets what holds for every WebSocket, the client's and that to another endpoint. */
    static void limit(Configuration configuration, int maxBytes) {
        configuration.setIdleTimeout(Duration.ZERO);
        // Read as it comes: otherwise the length that a client announces would be set aside before any of it has come.
        // It does not concern what is sent: a message of the service is one frame, but for one that is deflated.
        configuration.setAutoFragment(true);
        configuration.setMaxFrameSize(maxBytes);
    }
}
