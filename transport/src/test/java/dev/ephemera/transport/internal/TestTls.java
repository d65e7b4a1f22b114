package dev.ephemera.transport.internal;

import dev.ephemera.transport.TlsOptions;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** TLS with certificates of a test's own. */
public final class TestTls {

    private TestTls() {}

    /** What a server needs that shows the certificate. */
    public static SSLContext showing(HeldCertificate certificate) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext();
    }

    /** What a client needs that trusts it, and no other. */
    public static TlsOptions trusting(HeldCertificate certificate) {
        HandshakeCertificates trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        return TlsOptions.builder()
                .sslSocketFactory(trusted.sslSocketFactory())
                .trustManager(trusted.trustManager())
                .build();
    }
}
