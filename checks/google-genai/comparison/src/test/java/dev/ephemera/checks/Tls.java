package dev.ephemera.checks;

import dev.ephemera.transport.TlsOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** The certificate of the emulators here, and the ways in which clients come to trust it. */
final class Tls {

    static final String PASSWORD = "ephemera";

    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName("127.0.0.1")
            .addSubjectAlternativeName("localhost")
            .build();
    private static final Path FOLDER = folder();

    private Tls() {}

    /** Each run has a certificate of its own, and a folder. */
    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "tls-")
                    .toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static SSLContext server() {
        return new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE)
                .build()
                .sslContext();
    }

    static TlsOptions ours() {
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build();
        return TlsOptions.builder()
                .sslSocketFactory(trusting.sslSocketFactory())
                .trustManager(trusting.trustManager())
                .build();
    }

    /** For Node: {@code NODE_EXTRA_CA_CERTS}. */
    static Path pem() {
        try {
            return Files.writeString(FOLDER.resolve("emulator.pem"), CERTIFICATE.certificatePem());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** For Java: {@code javax.net.ssl.trustStore}. */
    static Path trustStore() {
        try {
            Path file = FOLDER.resolve("trust.p12");
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("emulator", CERTIFICATE.certificate());
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
