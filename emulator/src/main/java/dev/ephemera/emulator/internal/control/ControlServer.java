package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.internal.ThreadNames;
import dev.ephemera.emulator.internal.http.EmptyErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** The HTTP server of the control API and the status page: a port and threads of its own, on loopback whatever happens. */
public final class ControlServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int MOST_THREADS = 32;

    private final Server server;
    private final ServerConnector connector;

    private ControlServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts to listen.
     *
     * @param port the port; 0 for any free one
     * @throws UncheckedIOException if it cannot be had
     */
    public static ControlServer start(GeminiEmulator emulator, int port) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
        String name = ThreadNames.next("ephemera-emulator-control");
        threads.setName(name);
        threads.setDaemon(true);
        Server server = new Server(threads, new ScheduledExecutorScheduler(name + "-scheduler", true), null);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(HOST);
        connector.setPort(port);
        server.addConnector(connector);
        server.setErrorHandler(new EmptyErrors());
        server.setHandler(new OwnPagesOnly(new ControlHandler(emulator)));
        ControlServer started = new ControlServer(server, connector);
        try {
            server.start();
        } catch (IOException taken) {
            started.close();
            throw new UncheckedIOException(
                    "The control API cannot listen on " + HOST + ":" + port + ": " + taken.getMessage()
                            + "; choose a port that is free, or 0 for any.",
                    taken);
        } catch (Exception broken) {
            started.close();
            throw new IllegalStateException("The control server does not start: " + broken.getMessage(), broken);
        }
        return started;
    }

    public URI url() {
        return URI.create("http://" + HOST + ":" + connector.getLocalPort());
    }

    /** Stops, and ends every thread. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception broken) {
            throw new IllegalStateException("The control server does not stop: " + broken.getMessage(), broken);
        } finally {
            server.destroy();
        }
    }
}
