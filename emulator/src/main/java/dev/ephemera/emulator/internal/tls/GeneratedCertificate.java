package dev.ephemera.emulator.internal.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.wildfly.security.x500.GeneralName;
import org.wildfly.security.x500.cert.AuthorityKeyIdentifierExtension;
import org.wildfly.security.x500.cert.BasicConstraintsExtension;
import org.wildfly.security.x500.cert.ExtendedKeyUsageExtension;
import org.wildfly.security.x500.cert.KeyUsage;
import org.wildfly.security.x500.cert.KeyUsageExtension;
import org.wildfly.security.x500.cert.SubjectAlternativeNamesExtension;
import org.wildfly.security.x500.cert.SubjectKeyIdentifierExtension;
import org.wildfly.security.x500.cert.X509CertificateBuilder;

/**
 * A certificate for this machine's own names, and the authority that vouches for it and for nothing else: its key is
 * forgotten as soon as it has signed.
 *
 * @param authority what a client has to trust
 * @param server what the server shows
 * @param serverKey what the server proves it with
 */
public record GeneratedCertificate(X509Certificate authority, X509Certificate server, PrivateKey serverKey) {

    private static final X500Principal AUTHORITY = new X500Principal("CN=Ephemera emulator authority");
    private static final X500Principal SERVER = new X500Principal("CN=localhost");
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final int IDENTIFIER_BYTES = 20;
    private static final int SERIAL_BITS = 64;

    /** Makes both, with keys of their own, valid from yesterday on for a year by the system's time. */
    public static GeneratedCertificate generate() {
        try {
            SecureRandom random = new SecureRandom();
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair authority = keys.generateKeyPair();
            KeyPair server = keys.generateKeyPair();
            return new GeneratedCertificate(
                    signed(authority.getPrivate(), AUTHORITY, authority.getPublic(), random)
                            .addExtension(new BasicConstraintsExtension(true, true, 0))
                            .addExtension(new KeyUsageExtension(KeyUsage.keyCertSign))
                            .addExtension(new SubjectKeyIdentifierExtension(identifier(authority)))
                            .build(),
                    signed(authority.getPrivate(), SERVER, server.getPublic(), random)
                            .addExtension(new BasicConstraintsExtension(true, false, -1))
                            .addExtension(new KeyUsageExtension(KeyUsage.digitalSignature))
                            .addExtension(new ExtendedKeyUsageExtension(false, List.of(SERVER_AUTHENTICATION)))
                            .addExtension(new SubjectAlternativeNamesExtension(false, names()))
                            .addExtension(new AuthorityKeyIdentifierExtension(identifier(authority), List.of(), null))
                            .build(),
                    server.getPrivate());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(
                    "this Java run time cannot make a certificate: " + missing.getMessage(), missing);
        }
    }

    private static X509CertificateBuilder signed(
            PrivateKey authority, X500Principal subject, PublicKey subjectKey, SecureRandom random)
            throws CertificateException {
        ZonedDateTime yesterday = ZonedDateTime.now(ZoneOffset.UTC).minusDays(1);
        return new X509CertificateBuilder()
                .setSerialNumber(new BigInteger(SERIAL_BITS, random).setBit(0))
                .setIssuerDn(AUTHORITY)
                .setSubjectDn(subject)
                .setNotValidBefore(yesterday)
                .setNotValidAfter(yesterday.plusYears(1))
                .setPublicKey(subjectKey)
                .setSigningKey(authority)
                .setSignatureAlgorithmName("SHA256withECDSA");
    }

    /** Names a key, as clients that go by the letter of RFC 5280 want it. */
    private static byte[] identifier(KeyPair keys) throws GeneralSecurityException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
        return Arrays.copyOf(digest, IDENTIFIER_BYTES);
    }

    private static List<GeneralName> names() {
        return List.of(
                new GeneralName.DNSName("localhost"),
                new GeneralName.IPAddress(IPV4_LOOPBACK),
                new GeneralName.IPAddress(IPV6_LOOPBACK));
    }

    @Override
    public String toString() {
        return "GeneratedCertificate{" + server.getSubjectX500Principal() + "}";
    }
}
