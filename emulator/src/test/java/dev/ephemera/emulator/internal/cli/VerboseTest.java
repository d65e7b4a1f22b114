package dev.ephemera.emulator.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the program prints with {@code --verbose}. */
final class VerboseTest {

    private static final String KEY = "ephemera-emulator-key";
    private static final String LIVE = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";
    private static final String NOW = "2030-01-01T00:00:00Z ";

    private static final Pattern DROPPED =
            Pattern.compile("\\((\\d+) lines dropped: they were not read as fast as they came\\)");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static HttpResponse<String> post(String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static WebSocket open(String url) throws Exception {
        WebSocket socket = HTTP.newWebSocketBuilder()
                .buildAsync(
                        URI.create(url.replaceFirst("http", "ws") + LIVE + "?key=" + KEY), new WebSocket.Listener() {})
                .get(30, TimeUnit.SECONDS);
        socket.sendText("{\"setup\":{\"model\":\"models/m\"}}", true).get(30, TimeUnit.SECONDS);
        return socket;
    }

    private static void skipVariables(BufferedReader out) throws IOException {
        String line;
        do {
            line = out.readLine();
        } while (!line.startsWith("GEMINI_API_KEY="));
    }

    private static String afterColon(String line) {
        return line.substring(line.indexOf(" at ") + 4);
    }

    @Test
    void verbose_ofSessions_printsFramesAndTheEndAfterItsCloseFrame() throws Exception {
        Process process = Program.run("--verbose", "--virtual", NOW.strip());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = afterColon(out.readLine());
            String control = afterColon(out.readLine());
            skipVariables(out);
            WebSocket socket = open(url);
            assertThat(out.readLine()).isEqualTo(NOW + "session 1 opened: v1beta, KEY_IN_QUERY");
            assertThat(out.readLine())
                    .isEqualTo(NOW + "session 1 > TEXT 30 bytes {\"setup\":{\"model\":\"models/m\"}}");
            assertThat(out.readLine()).startsWith(NOW + "session 1 < BINARY ").endsWith("{\"setupComplete\":{}}");
            post(control + "sessions/1/close", "{\"code\":1011,\"reason\":\"so be it\"}");
            assertThat(out.readLine()).isEqualTo(NOW + "session 1 < CLOSE 10 bytes 1011 so be it");
            // The client's answer may come before or after it.
            assertThat(List.of(out.readLine(), out.readLine()))
                    .contains(NOW + "session 1 ended by the emulator: 1011 so be it");
            socket.abort();
            open(url).abort();
            String line;
            do {
                line = out.readLine();
            } while (!line.contains("session 2 ended"));
            assertThat(line).startsWith(NOW + "session 2 ended by the client: 1006");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void verbose_ofTokens_printsWhatWasAskedAndAnsweredWithoutSecrets() throws Exception {
        String real = "AI" + "za" + "SyTHISISNOKEY0123456789-abcdef_ghij";
        Process process = Program.run("--verbose", "--virtual", NOW.strip(), "--key", KEY);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = afterColon(out.readLine());
            skipVariables(out);
            post(url + "/v1alpha/auth_tokens?key=" + KEY, "");
            assertThat(out.readLine()).matches(NOW + "POST /v1alpha/auth_tokens: 200 token [0-9a-f]{8}");
            post(url + "/v1alpha/auth_tokens?key=" + real, "");
            assertThat(out.readLine()).startsWith(NOW + "POST /v1alpha/auth_tokens: 400 API key not valid.");
            post(url + "/v1alpha/auth_tokens?key=" + KEY, "{\"uses\":\"" + real + "\"}");
            assertThat(out.readLine())
                    .startsWith(NOW + "POST /v1alpha/auth_tokens: 400 Invalid value at 'auth_token.uses'")
                    .doesNotContain(real);
            post(url + "/v1alpha/elsewhere", "");
            assertThat(out.readLine()).isEqualTo(NOW + "POST /v1alpha/elsewhere: 404");
            process.toHandle().destroy();
            assertThat(Program.end(process)).isEqualTo(143);
            assertThat(Program.rest(process.errorReader(StandardCharsets.UTF_8)))
                    .matches("WARNING: What looks like a Google API key .AIza.{1,3}. was sent to an emulator, [^\\n]*")
                    .doesNotContain(real);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void verbose_thatNobodyReads_holdsUpNobodyAndTellsHowManyLinesWereDropped() throws Exception {
        Process process = Program.run("--verbose", "--no-control");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = afterColon(out.readLine());
            skipVariables(out);
            String nowhere = url + "/" + "x".repeat(3_000);
            int asked = 1_200; // more than a pipe and the program hold
            for (int i = 0; i < asked; i++) {
                assertThat(post(nowhere, "").statusCode()).isEqualTo(404);
            }
            int printed = 0;
            int dropped = 0;
            while (printed + dropped < asked) {
                String line = out.readLine();
                Matcher notice = DROPPED.matcher(line);
                if (notice.matches()) {
                    dropped += Integer.parseInt(notice.group(1));
                } else {
                    assertThat(line).contains(" POST /xxx").endsWith("xxx: 404");
                    printed++;
                }
            }
            assertThat(printed + dropped).isEqualTo(asked);
            assertThat(dropped).isPositive();
        } finally {
            process.destroyForcibly();
        }
    }
}
