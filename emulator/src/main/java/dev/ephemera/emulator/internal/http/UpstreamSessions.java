package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.Emulation;
import dev.ephemera.emulator.internal.live.ConnectedSession;
import dev.ephemera.emulator.internal.live.Handshake;
import dev.ephemera.emulator.internal.live.Peer;
import dev.ephemera.emulator.internal.record.Placeholders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.jspecify.annotations.Nullable;

/**
 * Opens each session upstream before the client's connection opens: a refused handshake is handed on as it came. Nobody
 * waits for it: when it is open, the client's request is handled anew, and finds it.
 */
final class UpstreamSessions implements SessionSource {

    private static final Duration TIME_TO_OPEN = Duration.ofSeconds(30);
    private static final String OPENED = ServiceSocket.class.getName();

    private final Upstream upstream;
    private final Emulation parts;
    private final Request.Handler upgrades;
    private final int maxBytes;

    /**
     * Makes one.
     *
     * @param upgrades what asks it for sessions
     */
    UpstreamSessions(Upstream upstream, Emulation parts, Request.Handler upgrades) {
        this.upstream = upstream;
        this.parts = parts;
        this.upgrades = upgrades;
        this.maxBytes = parts.options().maxMessageBytes();
    }

    @Override
    public Optional<Function<Peer, ConnectedSession>> find(
            Handshake handshake, Request request, Response response, Callback callback) {
        if (request.getAttribute(OPENED) instanceof ServiceSocket service) {
            return Optional.of(client -> parts.sessions()
                    .relay(handshake, client, service, parts.recordings().begin(handshake.apiVersion())));
        }
        Placeholders placeholders = parts.recordings().placeholders();
        handshake.presented().apiKey().ifPresent(placeholders::credential);
        handshake.presented().token().ifPresent(placeholders::credential);
        upstream.to(request, true, response, callback).ifPresent(uri -> open(uri, request, response, callback));
        return Optional.empty();
    }

    private void open(URI uri, Request request, Response response, Callback callback) {
        ServiceSocket service = new ServiceSocket(parts.timeline(), upstream.key(), maxBytes);
        Opening opening = new Opening(uri, service);
        opening.headers(headers -> upstream.headersOf(request).forEach(headers::add));
        opening.timeout(TIME_TO_OPEN.toSeconds(), TimeUnit.SECONDS);
        Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();
        LiveUpgrade.limit(limits, maxBytes);
        opening.setConfiguration(limits);
        try {
            var unused = upstream.webSockets().connect(opening).whenComplete((open, refused) -> {
                if (refused != null) {
                    opening.handOn(refused, response, callback);
                    return;
                }
                request.setAttribute(OPENED, service);
                // Not on the thread that reads from upstream.
                request.getComponents().getExecutor().execute(() -> again(request, response, callback));
            });
        } catch (IOException broken) {
            upstream.unreachable(broken, TIME_TO_OPEN, response, callback);
        }
    }

    /** Handles the request anew, as it came to what asks for sessions, which wraps both. */
    private void again(Request request, Response response, Callback callback) {
        try {
            upgrades.handle(
                    ((Request.Wrapper) request).getWrapped(), ((Response.Wrapper) response).getWrapped(), callback);
        } catch (Exception broken) {
            callback.failed(broken);
        }
    }

    /** The request upstream, and what comes of it if it is refused. */
    private final class Opening extends CoreClientUpgradeRequest
            implements org.eclipse.jetty.client.Response.ContentListener {

        private final FrameHandler handler;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private volatile org.eclipse.jetty.client.@Nullable Response answer;

        Opening(URI uri, FrameHandler handler) {
            super(upstream.webSockets(), uri);
            this.handler = handler;
        }

        @Override
        public FrameHandler getFrameHandler() {
            return handler;
        }

        @Override
        public void onContent(org.eclipse.jetty.client.Response from, ByteBuffer content) {
            byte[] bytes = new byte[Math.min(content.remaining(), Math.max(0, maxBytes - body.size()))];
            content.get(bytes);
            body.writeBytes(bytes);
        }

        @Override
        public void onComplete(Result result) {
            answer = result.getResponse();
            super.onComplete(result);
        }

        void handOn(Throwable refused, Response to, Callback callback) {
            org.eclipse.jetty.client.Response came = answer;
            if (came == null || came.getStatus() == 0) {
                upstream.unreachable(refused, TIME_TO_OPEN, to, callback);
            } else {
                upstream.handOn(came, body.toByteArray(), to, callback);
            }
        }
    }
}
