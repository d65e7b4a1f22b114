package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.ProxyOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RequestTimeoutException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.TlsOptions;
import java.io.IOException;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates of one's own, and a proxy in between. */
final class TlsAndProxyTest {

    private static final String HOST = "service.invalid";
    private static final String TRUST_ALGORITHM = "ssl.TrustManagerFactory.algorithm";
    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName(HOST)
            .addSubjectAlternativeName("127.0.0.1")
            .build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void speakTls() {
        server.useHttps(TestTls.showing(CERTIFICATE).getSocketFactory());
    }

    /** Runs something whenever it is asked whom it trusts, which is when TLS is set up. */
    private static TlsOptions trusting(HeldCertificate certificate, Runnable asked) {
        TlsOptions trusted = TestTls.trusting(certificate);
        X509TrustManager manager = trusted.trustManager();
        return trusted.toBuilder()
                .trustManager(new X509TrustManager() {
                    @Override
                    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
                        manager.checkClientTrusted(chain, type);
                    }

                    @Override
                    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
                        manager.checkServerTrusted(chain, type);
                    }

                    @Override
                    public X509Certificate[] getAcceptedIssuers() {
                        asked.run();
                        return manager.getAcceptedIssuers();
                    }
                })
                .build();
    }

    private ProxyOptions.Builder proxy() {
        return ProxyOptions.builder().host("127.0.0.1").port(server.getPort());
    }

    private void succeed() {
        server.enqueue(
                new MockResponse.Builder().body("{\"name\":\"auth_tokens/1\"}").build());
    }

    private void call(Face face, ClientOptions options) {
        try (HttpTransport transport = leaks.open(options, new VirtualTime(), () -> 0.5)) {
            assertThat(face.call(TestApi.call(transport, RequestOptions.none())).name())
                    .contains("auth_tokens/1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheCertificateIsTrusted_succeeds(Face face) {
        speakTls();
        succeed();

        call(
                face,
                TestApi.options("https://127.0.0.1:" + server.getPort())
                        .tls(TestTls.trusting(CERTIFICATE))
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void call_whenThePlatformsTlsCannotBeSetUp_saysWhatToDoAndSucceedsOnceItCan(Face face) {
        succeed();
        String usual = Security.getProperty(TRUST_ALGORITHM);
        Security.setProperty(TRUST_ALGORITHM, "none"); // before the client's own thread asks for it
        try (HttpTransport transport =
                leaks.open(TestApi.options(server.url("/").toString()).build())) {
            try {
                assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("TLS cannot be set up")
                        .hasMessageContaining("NoSuchAlgorithmException: none")
                        .hasMessageContaining("TlsOptions");
                assertThatThrownBy(transport::webSockets).isExactlyInstanceOf(IllegalStateException.class);
            } finally {
                Security.setProperty(TRUST_ALGORITHM, usual);
            }
            assertThat(face.call(TestApi.call(transport, RequestOptions.none())).name())
                    .contains("auth_tokens/1");
        }
    }

    /** It may depend on a class that the thread which makes the client is still initialising. */
    @Test
    void client_whenTlsIsTheUsers_asksItOnTheCallersThreadOnly() {
        speakTls();
        succeed();
        Set<Thread> asked = ConcurrentHashMap.newKeySet();

        call(
                Face.BLOCKING,
                TestApi.options("https://127.0.0.1:" + server.getPort())
                        .tls(trusting(CERTIFICATE, () -> asked.add(Thread.currentThread())))
                        .build());

        assertThat(asked).containsExactly(Thread.currentThread());
    }

    @ParameterizedTest
    @EnumSource
    void call_whenSettingUpTlsTakesLongerThanTheCallMay_sendsNothingAndSaysSo(Face face) {
        speakTls();
        VirtualTime time = new VirtualTime();
        ClientOptions options = TestApi.options("https://127.0.0.1:" + server.getPort())
                .requestTimeout(Duration.ofSeconds(2))
                .tls(trusting(CERTIFICATE, () -> time.pass(Duration.ofSeconds(3))))
                .build();

        try (HttpTransport transport = leaks.open(options, time, () -> 0.5)) {
            assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                    .isExactlyInstanceOf(RequestTimeoutException.class)
                    .hasMessageContaining("setting up TLS");
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void close_whileTlsIsSetUp_doesNotWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicBoolean isSetUp = new AtomicBoolean();
        ClientOptions options = TestApi.options("https://127.0.0.1:" + server.getPort())
                .tls(trusting(CERTIFICATE, () -> {
                    asked.countDown();
                    try {
                        Await.until("the test goes on", () -> answer.getCount() == 0);
                    } finally {
                        isSetUp.set(true);
                    }
                }))
                .build();
        HttpTransport transport = leaks.open(options);
        Thread waiting = new Thread(transport::webSockets);
        waiting.start();
        try {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            transport.close();
            assertThat(isSetUp).isFalse();
        } finally {
            answer.countDown();
        }
        waiting.join(30_000);
        assertThat(waiting.isAlive()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheCertificateIsNotTrusted_failsOnceAndSaysWhatToDo(Face face) {
        speakTls();
        VirtualTime time = new VirtualTime();
        ClientOptions options = TestApi.options("https://127.0.0.1:" + server.getPort())
                .tls(TestTls.trusting(new HeldCertificate.Builder().build()))
                .build();

        try (HttpTransport transport = leaks.open(options, time, () -> 0.5)) {
            assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                    .isExactlyInstanceOf(NetworkException.class)
                    .hasMessageContaining("no trusted TLS connection to 127.0.0.1")
                    .hasMessageContaining("TlsOptions");
        }
        assertThat(time.waits).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheCertificateIsForAnotherHost_failsOnce(Face face) {
        speakTls();
        VirtualTime time = new VirtualTime();
        ClientOptions options = TestApi.options("https://localhost:" + server.getPort())
                .tls(TestTls.trusting(CERTIFICATE))
                .build();

        try (HttpTransport transport = leaks.open(options, time, () -> 0.5)) {
            assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                    .isExactlyInstanceOf(NetworkException.class)
                    .hasMessageContaining("localhost not verified");
        }
        assertThat(time.waits).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void call_whenThereIsAProxy_tunnelsThroughItAndShowsItNoKey(Face face) throws Exception {
        speakTls();
        server.enqueue(new MockResponse.Builder().inTunnel().build());
        succeed();

        call(
                face,
                TestApi.options("https://" + HOST)
                        .tls(TestTls.trusting(CERTIFICATE))
                        .proxy(proxy().username("me").password("secret").build())
                        .build());

        RecordedRequest connect = server.takeRequest();
        assertThat(connect.getRequestLine()).startsWith("CONNECT " + HOST + ":443");
        assertThat(connect.getHeaders().get("Proxy-Authorization")).isEqualTo("Basic bWU6c2VjcmV0");
        assertThat(connect.getHeaders().get("x-goog-api-key")).isNull();
        RecordedRequest call = server.takeRequest();
        assertThat(call.getHeaders().get("x-goog-api-key")).isEqualTo(TestApi.KEY);
        assertThat(call.getHeaders().get("Proxy-Authorization")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheProxyRefusesTheCredentials_failsWithoutThem(Face face) {
        server.enqueue(new MockResponse.Builder().inTunnel().code(407).build());
        ClientOptions options = TestApi.options("https://" + HOST)
                .proxy(proxy().username("me").password("proxy-secret").build())
                .build();

        try (HttpTransport transport = leaks.open(options, new VirtualTime(), () -> 0.5)) {
            assertThatThrownBy(() -> face.call(TestApi.call(
                            transport,
                            RequestOptions.builder()
                                    .retryPolicy(RetryPolicy.none())
                                    .build())))
                    .isExactlyInstanceOf(NetworkException.class)
                    .hasMessageContaining("Failed to authenticate with proxy")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void call_whenPlainAndAllowed_goesThroughTheProxyThatAsksForCredentials() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(407)
                .addHeader("Proxy-Authenticate", "Basic realm=\"p\"")
                .build());
        succeed();

        call(
                Face.BLOCKING,
                TestApi.options("http://" + HOST)
                        .allowUnencryptedConnectionsToRemoteHosts(true)
                        .proxy(proxy().username("me").password("secret").build())
                        .build());

        assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
        assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization")).startsWith("Basic ");
    }
}
