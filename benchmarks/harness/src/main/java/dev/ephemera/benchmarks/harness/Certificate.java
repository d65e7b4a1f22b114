package dev.ephemera.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A certificate for localhost that is made for one run, by the JDK's own tool. */
public final class Certificate {

    private static final String PASSWORD = "benchmark";

    private final Path file;

    private Certificate(Path file) {
        this.file = file;
    }

    /**
     * Makes a key and its certificate.
     *
     * @param directory where it is kept; empty
     * @return the certificate
     * @throws IOException if the tool cannot be run, or says why it made none
     * @throws InterruptedException if this thread is interrupted
     */
    public static Certificate make(Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve("localhost.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String printed = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate: " + printed);
        }
        return new Certificate(file);
    }

    /**
     * Presents the certificate.
     *
     * @return the JVM's options for a server
     */
    public List<String> presented() {
        return List.of("-Djavax.net.ssl.keyStore=" + file, "-Djavax.net.ssl.keyStorePassword=" + PASSWORD);
    }

    /**
     * Trusts the certificate and no other.
     *
     * @return the JVM's options for a client
     */
    public List<String> trusted() {
        return List.of("-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }
}
