package dev.ephemera.transport.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/** A server that does on each connection exactly what a test says, after it has read a request's head. */
public final class RawServer implements AutoCloseable {

    /** What is done on one connection; it ends when the script returns. */
    public interface Script {
        void play(Peer peer) throws Exception;
    }

    /** Answers nothing and keeps the connection. */
    public static final Script SILENT = Peer::awaitServerClose;

    private final ServerSocket server;
    private final Script script;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** A permit for each head that was read. */
    public final Semaphore requests = new Semaphore(0);

    /** A permit for each connection that the client has ended. */
    public final Semaphore gone = new Semaphore(0);

    public RawServer(Script script) {
        this(script, ServerSocketFactory.getDefault());
    }

    /** Speaks TLS if the factory does. */
    public RawServer(Script script, ServerSocketFactory factory) {
        this.script = script;
        try {
            server = factory.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Threads.daemons("raw-server").newThread(this::accept).start();
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return (server instanceof SSLServerSocket ? "https" : "http") + "://127.0.0.1:" + port();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Threads.daemons("raw-server").newThread(() -> serve(socket)).start();
            }
        } catch (IOException e) {
            // the server was closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Peer peer = new Peer(socket, in, head(in));
            requests.release();
            play(peer);
        } catch (Exception e) {
            // there was no request, or the test is over
        }
    }

    /** A script that cannot write any more has seen its client go, as one that waits for it does. */
    private void play(Peer peer) throws Exception {
        try {
            script.play(peer);
        } catch (IOException e) {
            gone.release();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("no request");
            }
            head.append((char) read);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The client, as a script sees it. */
    public final class Peer {

        private final Socket socket;
        private final InputStream in;
        private final String head;

        Peer(Socket socket, InputStream in, String head) {
            this.socket = socket;
            this.in = in;
            this.head = head;
        }

        /** The request's first line. */
        public String requestLine() {
            return head.lines().findFirst().orElse("");
        }

        /** The value of a header of the request. */
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        public void send(String latin1) throws IOException {
            send(latin1.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            // Nothing after it: with the last bytes the test may be over, and the socket closed.
            socket.getOutputStream().write(bytes);
        }

        /** Reads one byte of what follows the head; -1 at the end. */
        public int read() throws IOException {
            return in.read();
        }

        /** Reads so many bytes; fewer only if the end comes first. */
        public byte[] read(int bytes) throws IOException {
            return in.readNBytes(bytes);
        }

        /** Ends this side of the connection in order (FIN); the client may go on. */
        public void finish() throws IOException {
            socket.shutdownOutput();
        }

        /** Ends the connection in a way that the client sees as broken (RST). */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Reads until the client ends the connection, and counts it. */
        public void awaitGone() {
            try {
                while (in.read() >= 0) {}
            } catch (IOException e) {
                // as good as an end
            }
            gone.release();
        }

        /** Reads nothing until the test closes the server. */
        public void awaitServerClose() throws InterruptedException {
            closed.await();
        }
    }
}
