package dev.ephemera.emulator.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/** The endpoint that a recording emulator stands in front of. */
final class Upstream {

    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(15);

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

    private final URI base;
    private final HttpClient http;
    private final WebSocketCoreClient webSockets;

    /** Makes it a part of a server, with which it starts and stops. */
    Upstream(URI base, Server server, WebSocketComponents components) {
        this.base = base;
        ClientConnector connector = new ClientConnector();
        connector.setConnectTimeout(TIME_TO_CONNECT);
        http = new HttpClient(new HttpClientTransportOverHTTP(connector));
        http.setExecutor(server.getThreadPool());
        http.setScheduler(server.getScheduler());
        http.setFollowRedirects(false);
        http.setUserAgentField(null);
        webSockets = new WebSocketCoreClient(http, components);
        server.addBean(webSockets);
    }

    HttpClient http() {
        return http;
    }

    WebSocketCoreClient webSockets() {
        return webSockets;
    }

    /**
     * Where a request leads there.
     *
     * @throws IllegalArgumentException if its path and query are no part of a URI
     */
    URI at(Request request, boolean webSocket) {
        HttpURI asked = Request.unWrap(request).getHttpURI();
        String scheme = base.getScheme().toLowerCase(Locale.ROOT).replace("ws", "http");
        String prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return URI.create((webSocket ? scheme.replace("http", "ws") : scheme) + "://" + base.getRawAuthority() + prefix
                + asked.getPathQuery());
    }

    /** The headers that go on to the next hop. */
    static HttpFields.Mutable passedOn(HttpFields headers) {
        HttpFields.Mutable passed = HttpFields.build();
        for (HttpField field : headers) {
            String name = field.getLowerCaseName();
            if (!OF_ONE_HOP.contains(name) && !name.startsWith("sec-websocket-")) {
                passed.add(field);
            }
        }
        return passed;
    }
}
