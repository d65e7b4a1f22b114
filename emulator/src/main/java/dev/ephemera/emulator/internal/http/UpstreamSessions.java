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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.jspecify.annotations.Nullable;

/** Opens each session upstream before the client's connection opens: a refused handshake is handed on as it came. */
final class UpstreamSessions implements SessionSource {

    private static final Duration TIME_TO_OPEN = Duration.ofSeconds(30);

    private final Upstream upstream;
    private final Emulation parts;
    private final int maxBytes;

    UpstreamSessions(Upstream upstream, Emulation parts) {
        this.upstream = upstream;
        this.parts = parts;
        this.maxBytes = parts.options().maxMessageBytes();
    }

    @Override
    public Optional<Function<Peer, ConnectedSession>> find(
            Handshake handshake, Request request, Response response, Callback callback) {
        Placeholders placeholders = parts.recordings().placeholders();
        handshake.presented().apiKey().ifPresent(placeholders::credential);
        handshake.presented().token().ifPresent(placeholders::credential);
        ServiceSocket service = new ServiceSocket(parts.timeline(), maxBytes);
        Opening opening;
        try {
            opening = new Opening(upstream.at(request, true), service);
        } catch (IllegalArgumentException noUri) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return Optional.empty();
        }
        opening.headers(headers -> upstream.headersOf(request).forEach(headers::add));
        Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();
        LiveUpgrade.limit(limits, maxBytes);
        opening.setConfiguration(limits);
        if (open(opening)) {
            return Optional.of(client -> parts.sessions()
                    .relay(handshake, client, service, parts.recordings().begin(handshake.apiVersion())));
        }
        opening.handOn(response, callback);
        return Optional.empty();
    }

    private boolean open(Opening opening) {
        try {
            upstream.webSockets().connect(opening).get(TIME_TO_OPEN.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException refused) {
            opening.failed(String.valueOf(refused.getCause()));
            return false;
        } catch (IOException broken) {
            opening.failed(broken.toString());
            return false;
        } catch (TimeoutException late) {
            opening.failed("no answer within " + TIME_TO_OPEN.toSeconds() + " seconds");
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            opening.failed("the emulator was closed");
            return false;
        }
    }

    /** The request upstream, and what comes of it if it is refused. */
    private final class Opening extends CoreClientUpgradeRequest
            implements org.eclipse.jetty.client.Response.ContentListener {

        private final FrameHandler handler;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private volatile org.eclipse.jetty.client.@Nullable Response answer;
        private String why = "";

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

        void failed(String reason) {
            why = reason;
        }

        void handOn(Response to, Callback callback) {
            org.eclipse.jetty.client.Response came = answer;
            if (came == null || came.getStatus() == 0) {
                upstream.unreachable(why, to, callback);
            } else {
                Upstream.handOn(came, body.toByteArray(), to, callback);
            }
        }
    }
}
