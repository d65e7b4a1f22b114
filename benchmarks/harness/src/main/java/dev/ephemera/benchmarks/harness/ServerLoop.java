package dev.ephemera.benchmarks.harness;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;

/** Accepts connections on loopback and serves each on a thread of its own, until it is closed. */
public final class ServerLoop implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final long DEADLINE_MILLIS = 60_000;

    /** What is done on one connection; the socket is closed when it returns or throws. */
    @FunctionalInterface
    public interface Service {

        /**
         * Serves one connection.
         *
         * @param socket the client's
         * @throws IOException if the client goes
         * @throws InterruptedException if the server is closed
         */
        void serve(Socket socket) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Service service;
    private final Thread accepting = thread(this::accept);
    private final AtomicInteger accepted = new AtomicInteger();
    private final Map<Thread, Socket> connections = new ConcurrentHashMap<>();

    private ServerLoop(ServerSocket server, Service service) {
        this.server = server;
        this.service = service;
    }

    /**
     * Begins to accept.
     *
     * @param tls whether connections are TLS, with the certificate of the JDK's system properties
     * @param service what is done
     * @return the server
     * @throws IOException if there is no port
     */
    public static ServerLoop start(boolean tls, Service service) throws IOException {
        ServerSocketFactory sockets = tls ? SSLServerSocketFactory.getDefault() : ServerSocketFactory.getDefault();
        ServerLoop loop =
                new ServerLoop(sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), service);
        loop.accepting.start();
        return loop;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "server");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Tells where it listens.
     *
     * @return the port
     */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * Counts.
     *
     * @return how many connections were accepted
     */
    public int accepted() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                Thread thread = thread(() -> serve(socket));
                connections.put(thread, socket);
                thread.start();
            }
        } catch (IOException e) {
            // it was closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            service.serve(socket);
        } catch (IOException | InterruptedException e) {
            // the client has gone, or the server is closed
        } finally {
            connections.remove(Thread.currentThread());
        }
    }

    /** Closes all connections, interrupts what is done on them, and waits until that has ended. */
    @Override
    public void close() throws IOException {
        server.close();
        join(accepting);
        for (Map.Entry<Thread, Socket> connection : connections.entrySet()) {
            connection.getValue().close();
            connection.getKey().interrupt();
            join(connection.getKey());
        }
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join(DEADLINE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a connection ended");
        }
        if (thread.isAlive()) {
            throw new IOException("a thread goes on although its socket is closed");
        }
    }
}
