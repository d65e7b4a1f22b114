package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Certificate;
import dev.ephemera.benchmarks.harness.TokenServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A server in a process of its own, on loopback. */
public final class Loopback implements AutoCloseable {

    private final Certificate certificate;
    private final ChildProcess server;
    private final String url;

    private Loopback(Certificate certificate, ChildProcess server, String url) {
        this.certificate = certificate;
        this.server = server;
        this.url = url;
    }

    static Loopback start(Path directory) throws IOException, InterruptedException {
        return start(directory, "https", TokenServer.class.getName());
    }

    /**
     * Starts a program that prints its port.
     *
     * @param directory where its certificate is kept; empty
     * @param scheme what its address begins with
     * @param program the class with its {@code main}
     * @param arguments what that is given
     * @return the server
     */
    public static Loopback start(Path directory, String scheme, String program, String... arguments)
            throws IOException, InterruptedException {
        Certificate certificate = Certificate.make(directory);
        ChildProcess server = ChildProcess.start(certificate.presented(), Runner.classPath("."), program, arguments);
        return new Loopback(certificate, server, scheme + "://localhost:" + server.line("port: "));
    }

    /** Where it listens. */
    public String url() {
        return url;
    }

    /** How many connections there were, if it counts them. */
    int connections() throws IOException {
        return Integer.parseInt(server.answer(0));
    }

    /** The JVM's options of a runner. */
    public List<String> clientOptions() {
        return certificate.trusted();
    }

    @Override
    public void close() {
        server.close();
    }
}
