package dev.ephemera.emulator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorListener;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.observe.Listeners;
import dev.ephemera.emulator.internal.observe.News;
import dev.ephemera.emulator.internal.observe.Warnings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** What a request for a token meets when the emulator itself is wrong, over HTTP. */
final class BrokenAnswerTest {

    @Test
    void request_onWhichTheEmulatorFails_isAnsweredLoggedAndTold() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        List<Throwable> logged = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("dev.ephemera.emulator");
        logger.setFilter(entry -> !logged.add(entry.getThrown()));
        IllegalStateException bug = new IllegalStateException("a bug, which this test makes");
        AuthTokensHandler broken = new AuthTokensHandler(
                (called, body, request, response, callback) -> {
                    throw bug;
                },
                1024);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        server.addConnector(connector);
        try (Listeners listeners = new Listeners("ephemera-emulator-0")) {
            listeners.add(new EmulatorListener() {
                @Override
                public void answered(String request, int status, String said) {
                    heard.add(request + " " + status + " " + said);
                }
            });
            News news = News.begun(listeners);
            server.setHandler(new AnswerNews(
                    news, new RoutingHandler(EmulatorOptions.builder().build(), new Warnings(news), broken)));
            server.start();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/v1alpha/auth_tokens"))
                    .timeout(Duration.ofSeconds(20))
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
            HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .contains("\"code\": 500", "\"status\": \"INTERNAL\"", "Internal error encountered.");
            assertThat(heard.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("POST /v1alpha/auth_tokens 500 Internal error encountered.");
        } finally {
            server.stop();
            logger.setFilter(null);
        }
        assertThat(logged).containsExactly(bug);
    }
}
