package dev.ephemera.emulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** A client with no protocol at all: it sees every byte, and how the connection ends. */
final class RawSocket implements AutoCloseable {

    /** How a connection ends, seen from outside. */
    enum End {
        FIN,
        RST
    }

    private final Socket socket;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) Await.DEADLINE.toMillis());
    }

    static RawSocket open(GeminiEmulator emulator) {
        try {
            Socket tcp = new Socket(InetAddress.getLoopbackAddress(), emulator.port());
            SSLContext tls = emulator.options().sslContext().orElse(null);
            return new RawSocket(
                    tls == null ? tcp : tls.getSocketFactory().createSocket(tcp, "localhost", emulator.port(), true));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Asks for a token with the key. */
    static RawSocket askForToken(GeminiEmulator emulator) {
        return open(emulator)
                .send("POST /v1alpha/auth_tokens HTTP/1.1\r\nHost: localhost\r\nx-goog-api-key: " + emulator.apiKey()
                        + "\r\nContent-Length: 2\r\n\r\n{}");
    }

    /** Asks for a session with the key. */
    static RawSocket askForSession(GeminiEmulator emulator) {
        return open(emulator)
                .send("GET " + LiveClient.path("v1beta", false) + " HTTP/1.1\r\nHost: localhost\r\nx-goog-api-key: "
                        + emulator.apiKey()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    RawSocket send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawSocket send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    byte[] read(int length) {
        try {
            byte[] bytes = socket.getInputStream().readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("ended after " + bytes.length + " of " + length + " bytes");
            }
            return bytes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String readText(int length) {
        return new String(read(length), StandardCharsets.UTF_8);
    }

    /** Reads the head of an answer, with the empty line behind it. */
    String head() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(readText(1));
        }
        return head.toString();
    }

    /** Reads an answer whose length is told. */
    String answer() {
        String head = head();
        return head + readText(contentLength(head));
    }

    static int contentLength(String head) {
        String name = "\r\ncontent-length: ";
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(name);
        return at < 0
                ? 0
                : Integer.parseInt(head.substring(at + name.length(), head.indexOf("\r\n", at + name.length())));
    }

    /** Reads to the end into a buffer, and tells which end it is. */
    End end(ByteArrayOutputStream rest) {
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                rest.write(next);
            }
            return End.FIN;
        } catch (EOFException | javax.net.ssl.SSLException cut) {
            return cut.getCause() instanceof SocketException ? End.RST : End.FIN; // no close_notify
        } catch (SocketException reset) {
            return End.RST;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    End end() {
        return end(new ByteArrayOutputStream());
    }

    /** Whether nothing is there to read now. */
    boolean isQuiet() {
        try {
            return socket.getInputStream().available() == 0;
        } catch (IOException ended) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
