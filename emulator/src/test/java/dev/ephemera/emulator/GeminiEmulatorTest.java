package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The emulator as a library: starting, stopping, options, TLS. */
final class GeminiEmulatorTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String SETUP = "{\"model\":\"models/m\"}";

    @Test
    void start_withNothing_listensOnLoopbackInTheSystemsTime() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (GeminiEmulator emulator = GeminiEmulator.start()) {
            assertThat(emulator.baseUrl()).hasToString("http://127.0.0.1:" + emulator.port());
            assertThat(emulator.clock().isVirtual()).isFalse();
            assertThat(emulator.toString())
                    .contains(emulator.baseUrl().toString())
                    .doesNotContain(emulator.apiKey());
            assertThat(emulator.options().toString()).doesNotContain(emulator.apiKey());
            LiveClient client = emulators.live(emulator, Rest.mint(emulator, "{}"));
            client.setUp("{\"model\":\"models/audio\"}").send("{\"realtimeInput\":{\"text\":\"Hello there\"}}");
            assertThat(client.turn()).hasSizeGreaterThan(3);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread ->
                                    !before.contains(thread) && thread.getName().startsWith("ephemera-")))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void start_thatCannotRecord_leavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        EmulatorOptions options = EmulatorOptions.builder()
                .upstream(URI.create("http://127.0.0.1:1"))
                .recordTo(Path.of("no-such-directory", "sessions.yaml"))
                .build();
        assertThatThrownBy(() -> GeminiEmulator.start(options))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no-such-directory");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread) && thread.isAlive())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("ephemera-emulator-time"));
    }

    @Test
    void close_withOpenSessions_endsThemAndStopsListening() {
        GeminiEmulator emulator = emulators.start();
        LiveClient ready = emulators.live(emulator).setUp(SETUP);
        LiveClient silent = emulators.live(emulator);
        Await.until("both are open", () -> emulator.sessions().size() == 2);
        emulator.close();
        emulator.close();
        assertThat(ready.event().code()).isEqualTo(1001);
        assertThat(silent.event().code()).isEqualTo(1001);
        assertThat(emulator.sessions())
                .allSatisfy(session -> assertThat(session.end()).hasValue(new SessionEnd(1001, "", true)));
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), emulator.port()).close())
                .isInstanceOfAny(ConnectException.class, IllegalArgumentException.class);
        assertThat(emulator.toString()).contains("closed");
    }

    @Test
    void close_withAClientThatDoesNotRead_returns() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        client.close();
        emulator.close();
        Await.until(
                "the session has ended", () -> emulator.sessions().get(0).end().isPresent());
    }

    @Test
    void start_onAPortThatIsTaken_saysSoAndLeavesNothingBehind() {
        GeminiEmulator first = emulators.start();
        assertThatThrownBy(() -> emulators.start(options -> options.port(first.port())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + first.port());
        first.close();
    }

    @Test
    void clock_sharedByTwo_movesBoth() {
        EmulatorClock clock = EmulatorClock.virtual(Emulators.START);
        GeminiEmulator one = emulators.start(options -> options.clock(clock));
        GeminiEmulator two = emulators.start(options -> options.clock(clock));
        Rest.mint(one, "{}");
        Rest.mint(two, "{}");
        clock.advance(Duration.ofMinutes(30));
        assertThat(one.tokens().get(0).state()).isEqualTo(IssuedToken.State.EXPIRED);
        assertThat(two.tokens().get(0).state()).isEqualTo(IssuedToken.State.EXPIRED);
        assertThat(clock.instant()).isEqualTo(Emulators.START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void clock_whenMovedBackOrNotVirtual_refuses() {
        EmulatorClock clock = EmulatorClock.virtual(Emulators.START);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clock.advanceTo(Instant.EPOCH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EmulatorClock.system().advance(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void options_outOfRange_areRefusedByName() {
        assertThatThrownBy(() -> EmulatorOptions.builder().port(65_536).build()).hasMessageContaining("port is 65536");
        assertThatThrownBy(() -> EmulatorOptions.builder().controlPort(-2).build())
                .hasMessage("controlPort is -2; it must be 0 to 65535.");
        assertThatThrownBy(() -> EmulatorOptions.builder().addDeniedModels("").build())
                .hasMessageStartingWith("deniedModels or refusedModels hold a blank name");
        assertThatThrownBy(() -> EmulatorOptions.builder()
                        .putRefusedModels(" ", Refusal.INTERNAL)
                        .build())
                .hasMessageStartingWith("deniedModels or refusedModels hold a blank name");
        assertThatThrownBy(() -> EmulatorClock.virtual(Instant.MAX)).hasMessageStartingWith("time ends at 9999-12-30");
        assertThatThrownBy(() -> EmulatorOptions.builder().host(" ").build()).hasMessageContaining("host");
        assertThatThrownBy(() -> EmulatorOptions.builder().apiKey("").build()).hasMessageContaining("apiKey");
        assertThatThrownBy(() -> EmulatorOptions.builder()
                        .modelPace(Duration.ofSeconds(61))
                        .build())
                .hasMessageContaining("modelPace is PT1M1S");
        assertThatThrownBy(() ->
                        EmulatorOptions.builder().goAwayAfter(Duration.ZERO).build())
                .hasMessageContaining("goAwayAfter");
        assertThatThrownBy(() ->
                        EmulatorOptions.builder().goAwayTimeLeft(Duration.ZERO).build())
                .hasMessageContaining("goAwayTimeLeft");
        assertThatThrownBy(() -> EmulatorOptions.builder()
                        .resumptionLifetime(Duration.ZERO)
                        .build())
                .hasMessageContaining("resumptionLifetime");
        assertThatThrownBy(() ->
                        EmulatorOptions.builder().idleTimeout(Duration.ZERO).build())
                .hasMessageContaining("idleTimeout is PT0S");
        assertThatThrownBy(() -> EmulatorOptions.builder().maxMessageBytes(1023).build())
                .hasMessageContaining("maxMessageBytes");
        assertThatThrownBy(() -> EmulatorOptions.builder().keptMessages(-1).build())
                .hasMessageContaining("keptMessages");
    }

    @Test
    void tls_whenAContextIsGiven_servesHttpsAndWss(@TempDir Path directory) throws Exception {
        SSLContext context = certificate(directory);
        GeminiEmulator emulator = emulators.start(options -> options.sslContext(context));
        assertThat(emulator.baseUrl()).hasToString("https://127.0.0.1:" + emulator.port());
        HttpClient http = HttpClient.newBuilder().sslContext(context).build();
        String url = "wss://localhost:" + emulator.port() + LiveClient.path("v1beta", false);
        try (LiveClient client = LiveClient.open(http, url, "x-goog-api-key", emulator.apiKey())) {
            client.setUp(SETUP);
        }
    }

    static SSLContext certificate(Path directory) throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "emulator",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "secret")
                .redirectErrorStream(true)
                .start();
        String output = read(keytool.getInputStream());
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "secret".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "secret".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("emulator", keys.getCertificate("emulator"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
