package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.TestTls;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine and Jetty's server understand each other, in both directions and over TLS. */
@Timeout(120)
final class JettyTest {

    private static final int[] LENGTHS = {0, 1, 7, 8, 125, 126, 127, 8184, 8192, 65535, 65536, 65537, 1 << 20};
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final Outbox outbox = new Outbox();
    private final RecordingListener listener = new RecordingListener();

    private WebSocketConnection open(JettyServer server, boolean tls) {
        ClientOptions.Builder options = ClientOptions.builder();
        if (tls) {
            options.tls(TestTls.trusting(CERTIFICATE));
        }
        HttpTransport transport = leaks.open(options.build());
        String url = (tls ? "https" : "http") + "://127.0.0.1:" + server.port();
        WebSocketConnection connection =
                transport.webSockets().open(Opened.request(url, Opened.LONG), listener, outbox);
        listener.assertNext("open");
        return connection;
    }

    private static SslContextFactory.Server ssl() {
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setSslContext(TestTls.showing(CERTIFICATE));
        return ssl;
    }

    /** UTF-8 of exactly so many bytes, with characters of each width. */
    private static String text(int bytes, Random random) {
        StringBuilder text = new StringBuilder();
        int left = bytes;
        while (left > 0) {
            int width = 1 + random.nextInt(Math.min(4, left));
            text.appendCodePoint(new int[] {'a', 0xfc, 0x20ac, 0x1f600}[width - 1]);
            left -= width;
        }
        return text.toString();
    }

    private String seen(JettyServer server) throws InterruptedException {
        return server.seen.poll(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(names = "SILENCE", mode = EnumSource.Mode.EXCLUDE)
    void messages_ofEveryLength_comeBack(JettyServer.Echo echo) throws Exception {
        echoes(echo, false);
    }

    @ParameterizedTest
    @EnumSource(names = "SILENCE", mode = EnumSource.Mode.EXCLUDE)
    void messages_ofEveryLengthOverTls_comeBack(JettyServer.Echo echo) throws Exception {
        echoes(echo, true);
    }

    private void echoes(JettyServer.Echo echo, boolean tls) throws Exception {
        try (JettyServer server = new JettyServer(echo, tls ? ssl() : null)) {
            WebSocketConnection connection = open(server, tls);
            Random random = new Random(6455);
            for (int length : LENGTHS) {
                String text = text(length, random);
                outbox.add(text);
                connection.wake();
                listener.assertNext("message " + text);
            }
            if (echo == JettyServer.Echo.FRAGMENTS) {
                assertThat(seen(server)).startsWith("pong amid");
            }
            connection.close(1000, "done");
            listener.assertNext("closing 1000 done", "closed 1000 done");
            Await.until("Jetty has seen the close", () -> server.seen.contains("close 1000"));
            assertThat(server.seen).allMatch(seen -> seen.startsWith("pong amid") || seen.equals("close 1000"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyMessages_sentAtOnce_comeBackInOrder(boolean tls) throws Exception {
        try (JettyServer server = new JettyServer(JettyServer.Echo.TEXT, tls ? ssl() : null)) {
            WebSocketConnection connection = open(server, tls);
            for (int i = 0; i < 5000; i++) {
                outbox.add("message " + i);
                connection.wake();
                if (i % 100 == 0) {
                    connection.ping();
                }
            }
            for (int i = 0; i < 5000; i++) {
                listener.assertNext("message message " + i);
            }
            assertThat(seen(server)).isEqualTo("ping ");
            connection.abort();
            listener.assertFailure();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1008, 1011, 3000, 4999})
    void close_ofTheServer_isAnswered(int code) throws Exception {
        try (JettyServer server = new JettyServer(JettyServer.Echo.TEXT, null)) {
            WebSocketConnection connection = open(server, false);
            outbox.add("close " + code);
            connection.wake();

            listener.assertNext("closing " + code + " as asked", "closed " + code + " as asked");
            if (code == 1000 || code >= 3000) { // Jetty hangs up after the others
                assertThat(seen(server)).isEqualTo("close " + code);
            }
        }
    }

    @Test
    void abort_whileTheWriterStandsInTls_endsItAtOnce() throws Exception {
        try (JettyServer server = new JettyServer(JettyServer.Echo.SILENCE, ssl())) {
            outbox.add("big", ByteBuffer.allocate(64 << 20));
            WebSocketConnection connection = open(server, true);
            Await.until("the writer writes", () -> outbox.waiting() == 0);

            connection.abort();

            assertThat(listener.assertFailure().cause()).hasMessageContaining("aborted");
            assertThat(outbox.left()).isEmpty();
        } // and no thread is left, says the extension
    }
}
