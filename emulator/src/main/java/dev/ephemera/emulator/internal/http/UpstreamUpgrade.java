package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.record.Recording;
import dev.ephemera.emulator.internal.record.Recordings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/** Opens a session upstream first, and only then the client's: a refused handshake is handed on as it came. */
final class UpstreamUpgrade implements WebSocketNegotiator {

    private static final Duration TIME_TO_OPEN = Duration.ofSeconds(30);

    private final Upstream upstream;
    private final Recordings recordings;
    private final int maxBytes;

    UpstreamUpgrade(Upstream upstream, Recordings recordings, int maxBytes) {
        this.upstream = upstream;
        this.recordings = recordings;
        this.maxBytes = maxBytes;
    }

    @Override
    public @Nullable FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        Optional<Called> called = Called.by(request).filter(Called::isLive);
        if (called.isEmpty()) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            return null;
        }
        called.get().presented().apiKey().ifPresent(recordings.placeholders()::credential);
        called.get().presented().token().ifPresent(recordings.placeholders()::credential);
        Recording recording = recordings.begin(called.get().route().apiVersion());
        Leg client = new Leg(recording, false);
        Leg service = new Leg(recording, true);
        client.join(service);
        service.join(client);
        Handshake handshake;
        try {
            handshake = new Handshake(upstream.at(request, true), service);
        } catch (IllegalArgumentException noUri) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return null;
        }
        handshake.headers(headers -> Upstream.passedOn(request.getHeaders()).forEach(headers::add));
        Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();
        customize(limits);
        handshake.setConfiguration(limits);
        if (open(handshake)) {
            response.setExtensions(List.of());
            return client;
        }
        handshake.answer(response, callback);
        return null;
    }

    private boolean open(Handshake handshake) {
        try {
            upstream.webSockets().connect(handshake).get(TIME_TO_OPEN.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException refused) {
            handshake.failed(String.valueOf(refused.getCause()));
            return false;
        } catch (IOException broken) {
            handshake.failed(broken.toString());
            return false;
        } catch (TimeoutException late) {
            handshake.failed("no answer within " + TIME_TO_OPEN.toSeconds() + " seconds");
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            handshake.failed("the emulator was closed");
            return false;
        }
    }

    @Override
    public void customize(Configuration configuration) {
        configuration.setIdleTimeout(Duration.ZERO);
        configuration.setAutoFragment(false);
        configuration.setMaxFrameSize(maxBytes);
    }

    /** The request upstream, and what comes of it if it is refused. */
    private final class Handshake extends CoreClientUpgradeRequest
            implements org.eclipse.jetty.client.Response.ContentListener {

        private final FrameHandler handler;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private volatile org.eclipse.jetty.client.@Nullable Response answer;
        private String why = "";

        Handshake(URI uri, FrameHandler handler) {
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
        public void onComplete(org.eclipse.jetty.client.Result result) {
            answer = result.getResponse();
            super.onComplete(result);
        }

        void failed(String reason) {
            why = reason;
        }

        void answer(Response to, Callback callback) {
            org.eclipse.jetty.client.Response came = answer;
            if (came == null || came.getStatus() == 0) {
                to.setStatus(HttpStatus.BAD_GATEWAY_502);
                byte[] text = ("The upstream endpoint cannot be reached: " + why).getBytes(StandardCharsets.UTF_8);
                to.write(true, ByteBuffer.wrap(text), callback);
                return;
            }
            to.setStatus(came.getStatus());
            Upstream.passedOn(came.getHeaders()).forEach(to.getHeaders()::put);
            to.write(true, ByteBuffer.wrap(body.toByteArray()), callback);
        }
    }
}
