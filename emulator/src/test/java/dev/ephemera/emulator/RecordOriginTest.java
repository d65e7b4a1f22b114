package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What web pages may do at an emulator that spends another endpoint's key. */
final class RecordOriginTest {

    private static final String REAL = "the-key-of-upstream";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static String mint(GeminiEmulator emulator, String origin) throws IOException {
        return RawHttp.answer(
                emulator.port(),
                "POST /v1alpha/auth_tokens HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: " + origin
                        + "\r\nx-goog-api-key: " + emulator.apiKey() + "\r\nContent-Length: 2\r\n\r\n{}");
    }

    /** Opens a session and ends it at once. */
    private static String open(GeminiEmulator emulator, String origin) throws IOException {
        return RawHttp.answer(
                emulator.port(),
                "GET " + LiveClient.path("v1beta", false) + "?key=" + emulator.apiKey()
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nOrigin: "
                        + origin
                        + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                        + "\u0088\u0080\0\0\0\0");
    }

    private static GeminiEmulator recorder(Emulators emulators, GeminiEmulator upstream) {
        return emulators.start(options -> options.upstream(upstream.baseUrl()).upstreamKey(REAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example:8080",
                "http://192.168.0.1",
                "chrome-extension://localhost",
                "file://",
                "null",
                "no origin"
            })
    void page_fromElsewhere_spendsNoKey(String origin) throws IOException {
        GeminiEmulator upstream = emulators.start(options -> options.apiKey(REAL));
        GeminiEmulator recorder = recorder(emulators, upstream);
        List<String> heard = new CopyOnWriteArrayList<>();
        recorder.listen(new EmulatorListener() {
            @Override
            public void answered(String request, int status, String said) {
                heard.add(status + " " + said);
            }
        });
        assertThat(mint(recorder, origin))
                .startsWith("HTTP/1.1 403")
                .contains("The origin of the request is " + origin);
        assertThat(open(recorder, origin)).startsWith("HTTP/1.1 403").contains("open the page from localhost");
        assertThat(upstream.tokens()).isEmpty();
        assertThat(upstream.sessions()).isEmpty();
        Await.until("both are told", () -> heard.size() == 2);
        assertThat(heard).allMatch(said -> said.startsWith("403 The origin of the request is " + origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:5173", "https://app.localhost", "http://127.0.0.1:3000", "http://[::1]:3000"})
    void page_ofThisMachine_isServed(String origin) throws IOException {
        GeminiEmulator upstream = emulators.start(options -> options.apiKey(REAL));
        GeminiEmulator recorder = recorder(emulators, upstream);
        assertThat(mint(recorder, origin)).startsWith("HTTP/1.1 200");
        assertThat(open(recorder, origin)).startsWith("HTTP/1.1 101");
    }

    @Test
    void page_whereClientsPresentTheirOwnKey_isServedFromAnywhere() throws IOException {
        GeminiEmulator upstream = emulators.start();
        GeminiEmulator recorder = emulators.start(options -> options.upstream(upstream.baseUrl()));
        assertThat(mint(recorder, "https://pages.example")).startsWith("HTTP/1.1 200");
        assertThat(open(recorder, "https://pages.example")).startsWith("HTTP/1.1 101");
    }
}
