package dev.ephemera.examples;

import com.sun.net.httpserver.HttpServer;
import dev.ephemera.GeminiClient;
import dev.ephemera.live.LiveSession;
import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.tokens.TokenSource;
import dev.ephemera.types.AuthToken;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How does an app always have a token that opens a session? Its backend mints one for each request, and a {@link TokenSource} on
 * the device fetches, counts and renews them. Runs without a key, with {@code GEMINI_API_KEY}, or with {@code EPHEMERA_EMULATOR}.
 */
public final class TokensThatRenew {

    private TokensThatRenew() {}

    /**
     * Runs the example.
     *
     * @param args not used
     * @throws IOException if the backend cannot listen
     */
    public static void main(String[] args) throws IOException {
        try (Service service = Service.fromEnvironment()) {
            run(service, System.out);
        }
    }

    private static void run(Service service, PrintStream out) throws IOException {
        HttpServer backend = backend(service.backend());
        URI url = URI.create("http://127.0.0.1:" + backend.getAddress().getPort() + "/token");
        try (TokenSource source = TokenSource.endpoint(url);
                GeminiClient device = service.device(source.credentials())) { // asks the source for each connection
            for (int i = 1; i <= 3; i++) {
                try (LiveSession session = device.live().connect(Service.model())) {
                    out.println("Session " + i + ", with a token of its own: " + session.state());
                }
            }
        } finally {
            backend.stop(0);
        }
    }

    /** A real one asks first who the user is, and answers on https. */
    private static HttpServer backend(GeminiClient client) throws IOException {
        TokenPolicy policy = TokenPolicy.builder()
                .openWithin(Duration.ofMinutes(1))
                .ttl(Duration.ofMinutes(10))
                .build();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            AuthToken token = client.tokens().create(policy);
            byte[] body = ("{\"token\":\"" + token.name() + "\",\"newSessionExpireTime\":\""
                            + token.newSessionExpireTime() + "\",\"expireTime\":\"" + token.expireTime() + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }
}
