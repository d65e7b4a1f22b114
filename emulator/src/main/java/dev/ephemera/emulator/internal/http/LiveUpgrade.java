package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.Faults;
import dev.ephemera.emulator.internal.live.Handshake;
import dev.ephemera.emulator.internal.live.LiveSessions;
import dev.ephemera.emulator.internal.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/** Answers every upgrade on a Live method with 101, whatever it presents: refusals are close frames. */
final class LiveUpgrade implements WebSocketNegotiator {

    private final LiveSessions sessions;
    private final EmulatorOptions options;
    private final Timeline timeline;
    private final Faults faults;

    LiveUpgrade(LiveSessions sessions, EmulatorOptions options, Timeline timeline, Faults faults) {
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
        if (!options.assumes(Assumption.DEFLATE_IS_NEGOTIATED)) {
            response.setExtensions(List.of());
        }
        Route route = called.get().route();
        boolean constrained = route.resource() == Route.Resource.BIDI_GENERATE_CONTENT_CONSTRAINED;
        Handshake handshake =
                new Handshake(route.apiVersion(), constrained, called.get().presented());
        Optional<Fault> fault = FaultHandler.planned(request);
        SessionPlan plan = new SessionPlan(
                fault, faults, FaultHandler.name(request), Wire.of(request), timeline, options.textFrames());
        return new SessionSocket(sessions, handshake, plan);
    }

    @Override
    public void customize(Configuration configuration) {
        configuration.setIdleTimeout(Duration.ZERO);
        // A message of the service is one frame, however long.
        configuration.setAutoFragment(false);
        configuration.setMaxFrameSize(options.maxMessageBytes());
    }
}
