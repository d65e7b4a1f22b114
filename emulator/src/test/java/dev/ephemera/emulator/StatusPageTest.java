package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The status page, and the events that it lives on. */
final class StatusPageTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static HttpRequest get(GeminiEmulator emulator, String path) {
        return HttpRequest.newBuilder(URI.create(emulator.controlUrl().orElseThrow() + path))
                .build();
    }

    /** Reads events on a thread of its own until the emulator closes. */
    private static final class Events implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final InputStream in;
        private final Thread reader;

        Events(GeminiEmulator emulator) throws Exception {
            HttpResponse<InputStream> response = HTTP.send(get(emulator, "/events"), BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            in = response.body();
            reader = new Thread(this::read, "events-reader");
            reader.setDaemon(true);
            reader.start();
            Await.until("the stream is open", () -> lines.contains(": listening"));
        }

        private void read() {
            try (java.io.BufferedReader text =
                    new java.io.BufferedReader(new java.io.InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                }
            } catch (IOException closed) {
                lines.add("closed");
            }
        }

        /** The data of the events of a kind. */
        List<JsonNode> of(String kind) {
            List<String> now = List.copyOf(lines);
            return java.util.stream.IntStream.range(1, now.size())
                    .filter(i -> now.get(i - 1).equals("event: " + kind))
                    .mapToObj(i -> Rest.json(now.get(i).substring("data: ".length())))
                    .toList();
        }

        @Override
        public void close() throws Exception {
            in.close();
            reader.join(Await.DEADLINE.toMillis());
        }
    }

    @Test
    void page_served_holdsAllItNeedsAndMayRunNothingElse() throws Exception {
        GeminiEmulator emulator = emulators.start(options -> options.controlPort(0));
        HttpResponse<String> page = HTTP.send(get(emulator, "/"), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .contains("script-src " + hash(page.body(), "script"))
                .contains("style-src " + hash(page.body(), "style"))
                .doesNotContain("unsafe");
        assertThat(page.body())
                .doesNotContainPattern("(src|href)=\"(?!data:)")
                .doesNotContainPattern(" on\\w+=\"")
                .doesNotContain(" style=\"", "innerHTML", "http://", "https://")
                .contains("<html lang=\"en\">", "prefers-color-scheme", "scope=\"col\"");
    }

    private static String hash(String page, String tag) throws Exception {
        Matcher matcher = Pattern.compile("<" + tag + ">(.*)</" + tag + ">", Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.find()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    @Test
    void events_whileASessionLives_tellItsFramesAndItsEndWithoutSecrets() throws Exception {
        GeminiEmulator emulator = emulators.start(options -> options.controlPort(0));
        String token = Rest.mint(emulator, "{}");
        try (Events events = new Events(emulator)) {
            LiveClient client = emulators.live(emulator, token);
            client.setUp("{\"model\":\"models/m\",\"sessionResumption\":{}}");
            String handle =
                    client.message().at("/sessionResumptionUpdate/newHandle").asString();
            client.send("{\"realtimeInput\":{\"text\":\"Hello\"}}").turn();
            client.hangUp();
            Await.until("the end is told", () -> !events.of("ended").isEmpty());
            assertThat(events.of("opened"))
                    .singleElement()
                    .satisfies(opened ->
                            assertThat(opened.path("credentialForm").asString()).isEqualTo("TOKEN_IN_QUERY"));
            assertThat(events.of("frame")).first().satisfies(frame -> {
                assertThat(frame.path("session").asString()).isEqualTo("1");
                assertThat(frame.path("direction").asString()).isEqualTo("RECEIVED");
                assertThat(frame.path("shown").asString()).contains("models/m");
            });
            assertThat(events.of("frame"))
                    .anySatisfy(
                            frame -> assertThat(frame.path("shown").asString()).contains("turnComplete"));
            assertThat(events.of("ended").get(0).path("code").asInt()).isEqualTo(1000);
            String all = String.join("\n", events.lines)
                    + HTTP.send(get(emulator, "/"), BodyHandlers.ofString()).body()
                    + HTTP.send(get(emulator, "/tokens"), BodyHandlers.ofString())
                            .body()
                    + HTTP.send(get(emulator, "/sessions"), BodyHandlers.ofString())
                            .body()
                    + HTTP.send(get(emulator, "/sessions/1"), BodyHandlers.ofString())
                            .body()
                    + HTTP.send(get(emulator, "/sessions/1/frames"), BodyHandlers.ofString())
                            .body()
                    + HTTP.send(get(emulator, "/state"), BodyHandlers.ofString())
                            .body();
            assertThat(all)
                    .contains("sessionResumption")
                    .doesNotContain(handle, token, token.substring("auth_tokens/".length()), emulator.apiKey());
        }
    }

    @Test
    void events_ofAWarning_areTold() throws Exception {
        GeminiEmulator emulator = emulators.start(options -> options.controlPort(0));
        String key = "AI" + "za" + "SyTHISISNOKEY0123456789-abcdef_ghij";
        java.util.logging.Logger logger = java.util.logging.Logger.getLogger("dev.ephemera.emulator");
        logger.setFilter(entry -> false);
        try (Events events = new Events(emulator)) {
            Rest.call(emulator, "POST", "/v1alpha/auth_tokens", "", "x-goog-api-key", key);
            Await.until("the warning is told", () -> !events.of("warned").isEmpty());
            String state =
                    HTTP.send(get(emulator, "/state"), BodyHandlers.ofString()).body();
            assertThat(state).contains("AIza…").doesNotContain(key);
        } finally {
            logger.setFilter(null);
        }
    }

    @Test
    void events_whenTheEmulatorCloses_end() throws Exception {
        GeminiEmulator emulator = emulators.start(options -> options.controlPort(0));
        try (Events events = new Events(emulator)) {
            emulator.close();
            Await.until("the stream has ended", () -> !events.reader.isAlive());
        }
    }

    @Test
    void events_whenTheReaderLeaves_areToldToNobody() throws Exception {
        GeminiEmulator emulator = emulators.start(options -> options.controlPort(0));
        Events left = new Events(emulator);
        left.close();
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        for (int i = 0; i < 50; i++) {
            client.send("{\"realtimeInput\":{\"text\":\"Hello\"}}").turn();
        }
        try (Events next = new Events(emulator)) {
            client.send("{\"realtimeInput\":{\"text\":\"Hello again\"}}").turn();
            Await.until(
                    "the new reader is told",
                    () -> next.of("frame").stream()
                            .anyMatch(frame -> frame.path("shown").asString().contains("Hello again")));
        }
    }
}
