package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.credential.StandIn;
import dev.ephemera.emulator.internal.record.Recordings;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;

/** The endpoint that a recording emulator stands in front of. */
final class Upstream {

    static final Duration TIME_TO_CONNECT = Duration.ofSeconds(15);

    /** Each client's connection has one of its own here, so that those that wait there stand in nobody's way. */
    private static final int MOST_CONNECTIONS = 16_384;

    /** What belongs to one hop, or is made anew for the next. */
    private static final Set<String> OF_ONE_HOP = Set.of(
            "host",
            "connection",
            "upgrade",
            "keep-alive",
            "transfer-encoding",
            "te",
            "trailer",
            "content-length",
            "proxy-authorization",
            "proxy-connection",
            "expect",
            "accept-encoding",
            "date");

    private static final String TAKEN_BY = "1.1 ephemera-emulator-";

    private final URI base;
    private final StandIn key;
    private final Recordings recordings;
    private final String via = TAKEN_BY + UUID.randomUUID();
    private final HttpClient http;
    private final WebSocketCoreClient webSockets;

    /**
     * Makes it a part of a server, with which it starts and stops.
     *
     * @param options where it is, what is trusted there, and its key
     */
    Upstream(EmulatorOptions options, Recordings recordings, Server server, WebSocketComponents components) {
        this.base = options.upstream().orElseThrow();
        this.key = new StandIn(options.apiKey(), options.upstreamKey());
        this.recordings = recordings;
        SslContextFactory.Client tls = new SslContextFactory.Client();
        options.upstreamSslContext().ifPresent(tls::setSslContext);
        ClientConnector connector = new ClientConnector();
        connector.setConnectTimeout(TIME_TO_CONNECT);
        connector.setSslContextFactory(tls);
        http = UpstreamClient.of(connector);
        http.setExecutor(server.getThreadPool());
        http.setScheduler(server.getScheduler());
        http.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        webSockets = new WebSocketCoreClient(http, components);
        server.addBean(webSockets);
    }

    HttpClient http() {
        return http;
    }

    WebSocketCoreClient webSockets() {
        return webSockets;
    }

    StandIn key() {
        return key;
    }

    /** Where a request leads there; if nowhere, it has been answered so. */
    Optional<URI> to(Request request, boolean webSocket, Response response, Callback callback) {
        if (request.getHeaders().getValuesList(HttpHeader.VIA).contains(via)) {
            PlainAnswer.write(
                    response,
                    callback,
                    HttpStatus.LOOP_DETECTED_508,
                    "The upstream endpoint " + base + " is this emulator itself, or leads back to it; name another.");
            return Optional.empty();
        }
        try {
            return Optional.of(at(request, webSocket));
        } catch (IllegalArgumentException noUri) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return Optional.empty();
        }
    }

    private URI at(Request request, boolean webSocket) {
        HttpURI asked = Request.unWrap(request).getHttpURI();
        String scheme = base.getScheme().toLowerCase(Locale.ROOT).replace("ws", "http");
        String prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return URI.create((webSocket ? scheme.replace("http", "ws") : scheme) + "://" + base.getRawAuthority() + prefix
                + asked.getPath() + (asked.getQuery() == null ? "" : "?" + key.inQuery(asked.getQuery())));
    }

    /** The headers of a request that go on to the next hop. */
    HttpFields headersOf(Request request) {
        return passedOn(
                        request.getHeaders(),
                        field ->
                                field.is(RoutingHandler.KEY_HEADER) ? key.inHeader(field.getValue()) : field.getValue())
                .add(HttpHeader.VIA, via);
    }

    private static HttpFields.Mutable passedOn(HttpFields headers, Function<HttpField, String> value) {
        HttpFields.Mutable passed = HttpFields.build();
        for (HttpField field : headers) {
            String name = field.getLowerCaseName();
            if (!OF_ONE_HOP.contains(name) && !name.startsWith("sec-websocket-")) {
                passed.add(field.getName(), value.apply(field));
            }
        }
        return passed;
    }

    /** Hands an answer on as it came, but for a key that the client need not know. */
    void handOn(org.eclipse.jetty.client.Response came, byte @Nullable [] body, Response to, Callback callback) {
        to.setStatus(came.getStatus());
        passedOn(came.getHeaders(), field -> key.inAnswer(String.valueOf(field.getValue())))
                .forEach(to.getHeaders()::add);
        to.write(true, body == null ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(key.inAnswer(body)), callback);
    }

    /**
     * Answers that there is no answer to hand on.
     *
     * @param patience how long one was waited for
     */
    void unreachable(Throwable failure, Duration patience, Response to, Callback callback) {
        String harmless = recordings
                .placeholders()
                .scrub("The upstream endpoint " + base + " cannot be reached: " + Unreachable.why(failure, patience));
        PlainAnswer.write(to, callback, HttpStatus.BAD_GATEWAY_502, harmless);
    }
}
