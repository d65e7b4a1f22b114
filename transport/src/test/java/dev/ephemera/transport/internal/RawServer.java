package dev.ephemera.transport.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server that does on each connection exactly what a test says, after it has read a request's head. */
final class RawServer implements AutoCloseable {

    /** What is done on one connection. */
    interface Script {
        void play(Socket socket, CountDownLatch serverClosed) throws Exception;
    }

    static final Script SILENT = (socket, closed) -> closed.await();

    private final ServerSocket server;
    private final Script script;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final CountDownLatch requestSeen = new CountDownLatch(1);
    final CountDownLatch clientGone = new CountDownLatch(1);

    RawServer(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Threads.daemons("raw-server").newThread(this::accept).start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Answers with a head and then whatever follows. */
    static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
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
            InputStream in = socket.getInputStream();
            int last = 0;
            for (int read = in.read(); read >= 0 && last != 0x0d0a0d0a; read = last == 0x0d0a0d0a ? 0 : in.read()) {
                last = last << 8 | read;
            }
            requestSeen.countDown();
            Threads.daemons("raw-server").newThread(() -> awaitEnd(in)).start();
            script.play(socket, closed);
        } catch (Exception e) {
            // the client went away, which a script may want
        }
    }

    private void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {}
        } catch (IOException e) {
            // as good as an end
        }
        clientGone.countDown();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
