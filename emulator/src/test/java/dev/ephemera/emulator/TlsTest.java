package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with the certificate that the emulator makes. */
final class TlsTest {

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator startWithTls() {
        return emulators.start(options -> options.tls(true));
    }

    private static HttpRequest mint(GeminiEmulator emulator, String url) {
        return HttpRequest.newBuilder(URI.create(url + "/v1alpha/auth_tokens"))
                .header("x-goog-api-key", emulator.apiKey())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private static HttpClient trusting(SSLContext context) {
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void tls_whenTheAuthorityIsTrusted_servesHttpsAndWssByEachName(String name) throws Exception {
        GeminiEmulator emulator = startWithTls();
        HttpClient http = trusting(emulator.certificate().sslContext());
        assertThat(emulator.baseUrl()).hasToString("https://127.0.0.1:" + emulator.port());
        String authority = name + ":" + emulator.port();
        assertThat(http.send(mint(emulator, "https://" + authority), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        String url = "wss://" + authority + LiveClient.path("v1beta", false);
        try (LiveClient client = LiveClient.open(http, url, "x-goog-api-key", emulator.apiKey())) {
            client.setUp("{\"model\":\"models/m\"}");
        }
    }

    @Test
    void tls_onTheIpv6Loopback_servesHttps() throws Exception {
        Assumptions.assumeTrue(hasIpv6Loopback(), "this machine has no IPv6 loopback");
        GeminiEmulator emulator = emulators.start(options -> options.tls(true).host("::1"));
        assertThat(emulator.baseUrl()).hasToString("https://[::1]:" + emulator.port());
        HttpClient http = trusting(emulator.certificate().sslContext());
        assertThat(http.send(mint(emulator, emulator.baseUrl().toString()), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static boolean hasIpv6Loopback() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByAddress(IPV6_LOOPBACK))) {
            return probe.isBound();
        } catch (IOException absent) {
            return false;
        }
    }

    @Test
    void tls_whenTheAuthorityIsNotTrusted_isRefusedByTheClient() {
        GeminiEmulator emulator = startWithTls();
        GeminiEmulator other = startWithTls();
        HttpRequest request = mint(emulator, emulator.baseUrl().toString());
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class);
        HttpClient trustingAnother = trusting(other.certificate().sslContext());
        assertThatThrownBy(() -> trustingAnother.send(request, BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void pem_readBack_isTheAuthorityThatTheTrustManagerTrusts(@TempDir Path directory) throws Exception {
        EmulatorCertificate certificate = startWithTls().certificate();
        Path file = directory.resolve("ca.pem");
        certificate.writePem(file);
        assertThat(file).hasContent(certificate.pem());
        X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.pem().getBytes(StandardCharsets.US_ASCII)));
        assertThat(certificate.trustManager().getAcceptedIssuers()).containsExactly(read);
        assertThat(read.getBasicConstraints())
                .as("an authority of no further ones")
                .isZero();
        assertThat(read.getExtensionValue("2.5.29.14"))
                .as("a key identifier, which strict clients want")
                .isNotNull();
        assertThat(certificate.pem().lines()).allMatch(line -> line.length() <= 64);
        assertThat(certificate.toString()).contains("Ephemera emulator authority");
    }

    @Test
    void trustStore_loadedWithItsPassword_trustsTheEmulator(@TempDir Path directory) throws Exception {
        GeminiEmulator emulator = startWithTls();
        Path file = directory.resolve("trust.p12");
        emulator.certificate().writeTrustStore(file);
        KeyStore store = KeyStore.getInstance(file.toFile(), EmulatorCertificate.TRUST_STORE_PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        assertThat(trusting(context)
                        .send(mint(emulator, emulator.baseUrl().toString()), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    /** A Java program that knows nothing of emulators. */
    static final class Caller {

        public static void main(String[] url) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url[0])).build();
            System.exit(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    - 400);
        }
    }

    @Test
    void trustStore_givenToAJavaProgram_isAllItNeeds(@TempDir Path directory) throws Exception {
        GeminiEmulator emulator = startWithTls();
        Path file = directory.resolve("trust.p12");
        emulator.certificate().writeTrustStore(file);
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.net.ssl.trustStore=" + file,
                        "-Djavax.net.ssl.trustStorePassword=changeit",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Caller.class.getName(),
                        emulator.baseUrl() + "/nothing")
                .inheritIO()
                .start();
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).as("404 less 400").isEqualTo(4);
    }

    @Test
    void files_thatCannotBeWritten_areNamedWithTheReason(@TempDir Path directory) {
        EmulatorCertificate certificate = startWithTls().certificate();
        Path nowhere = directory.resolve("no/such/file");
        assertThatThrownBy(() -> certificate.writePem(nowhere))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("The emulator's certificate cannot be written to " + nowhere
                        + ": the directory does not exist; name a file in one that does.");
        assertThatThrownBy(() -> certificate.writeTrustStore(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("The emulator's certificate cannot be written to " + directory
                        + ": Is a directory; name a file that this user can write.");
    }

    @Test
    void certificate_withoutTls_saysHowToGetOne() {
        GeminiEmulator emulator = emulators.start();
        assertThatThrownBy(emulator::certificate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tls(true)");
    }

    @Test
    void options_withTlsAndAContextOfOnesOwn_areRefused() throws Exception {
        SSLContext own = SSLContext.getDefault();
        assertThatThrownBy(() ->
                        EmulatorOptions.builder().tls(true).sslContext(own).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tls and sslContext");
    }
}
