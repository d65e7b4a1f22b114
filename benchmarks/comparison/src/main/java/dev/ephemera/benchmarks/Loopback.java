package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Certificate;
import dev.ephemera.benchmarks.harness.TokenServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The server in a process of its own, TLS on loopback. */
final class Loopback implements AutoCloseable {

    private final Certificate certificate;
    private final ChildProcess server;
    private final String url;

    private Loopback(Certificate certificate, ChildProcess server, String url) {
        this.certificate = certificate;
        this.server = server;
        this.url = url;
    }

    static Loopback start(Path directory) throws IOException, InterruptedException {
        Certificate certificate = Certificate.make(directory);
        ChildProcess server =
                ChildProcess.start(certificate.presented(), Runner.classPath("."), TokenServer.class.getName());
        return new Loopback(certificate, server, "https://localhost:" + server.line("port: "));
    }

    String url() {
        return url;
    }

    /** The JVM's options of a runner. */
    List<String> clientOptions() {
        return certificate.trusted();
    }

    @Override
    public void close() {
        server.close();
    }
}
