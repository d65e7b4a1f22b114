package dev.ephemera.emulator;

import dev.ephemera.emulator.internal.FileTrouble;
import dev.ephemera.emulator.internal.tls.GeneratedCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What a client has to trust to reach an emulator by {@code https} and {@code wss}: an authority that the emulator made
 * when it started, and that vouches for its certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1} alone.
 *
 * <p>Every start makes another; what was exported before is worthless then. Nothing here is secret. Immutable, safe for
 * use by any thread.
 */
public final class EmulatorCertificate {

    /** The password of the trust store, for what asks for one. */
    public static final String TRUST_STORE_PASSWORD = "changeit";

    private static final String ALIAS = "ephemera-emulator";
    private static final char[] NO_SECRET = TRUST_STORE_PASSWORD.toCharArray();
    private static final int LINE = 64;

    private final GeneratedCertificate generated;

    EmulatorCertificate(GeneratedCertificate generated) {
        this.generated = generated;
    }

    /**
     * The authority's certificate as text.
     *
     * @return PEM, for {@code NODE_EXTRA_CA_CERTS}, {@code SSL_CERT_FILE}, {@code curl --cacert} and their like
     */
    public String pem() {
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
            return "-----BEGIN CERTIFICATE-----\n"
                    + lines.encodeToString(generated.authority().getEncoded()) + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Writes {@link #pem()} to a file, over what it holds.
     *
     * @param file where to
     * @throws UncheckedIOException if it cannot be written
     */
    public void writePem(Path file) {
        try {
            Files.writeString(file, pem(), StandardCharsets.US_ASCII);
        } catch (IOException failed) {
            throw unwritable(file, failed);
        }
    }

    /**
     * Writes a trust store with the authority in it to a file, over what it holds: PKCS12, for
     * {@code -Djavax.net.ssl.trustStore=FILE -Djavax.net.ssl.trustStorePassword=changeit} of a Java program. The program
     * then trusts nothing else.
     *
     * @param file where to
     * @throws UncheckedIOException if it cannot be written
     */
    public void writeTrustStore(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            trustStore().store(out, NO_SECRET);
        } catch (IOException failed) {
            throw unwritable(file, failed);
        } catch (GeneralSecurityException missing) {
            throw unsupported(missing);
        }
    }

    /**
     * For clients in this process that take a trust manager.
     *
     * @return one that trusts the authority and nothing else
     */
    public X509TrustManager trustManager() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            return Arrays.stream(trust.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509"));
        } catch (GeneralSecurityException | IOException missing) {
            throw unsupported(missing);
        }
    }

    /**
     * For clients in this process that take a context.
     *
     * @return one that trusts the authority and nothing else, and shows no certificate itself
     */
    public SSLContext sslContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new X509TrustManager[] {trustManager()}, null);
            return context;
        } catch (GeneralSecurityException missing) {
            throw unsupported(missing);
        }
    }

    /** Makes what the emulator serves with, in a tenth of a second: no key is encrypted, and no authority of others read. */
    SSLContext serverContext() {
        try {
            KeyStore keys = empty("JKS");
            keys.setKeyEntry(ALIAS, generated.serverKey(), NO_SECRET, new Certificate[] {generated.server()});
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, NO_SECRET);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException | IOException missing) {
            throw unsupported(missing);
        }
    }

    private KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = empty("PKCS12");
        store.setCertificateEntry(ALIAS, generated.authority());
        return store;
    }

    private static KeyStore empty(String type) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        return store;
    }

    private static UncheckedIOException unwritable(Path file, IOException failed) {
        return new UncheckedIOException(
                "The emulator's certificate cannot be written to " + file + ": " + FileTrouble.writing(failed), failed);
    }

    private static IllegalStateException unsupported(Exception missing) {
        return new IllegalStateException("this Java run time lacks what TLS needs: " + missing.getMessage(), missing);
    }

    @Override
    public String toString() {
        return "EmulatorCertificate{" + generated.authority().getSubjectX500Principal() + "}";
    }
}
