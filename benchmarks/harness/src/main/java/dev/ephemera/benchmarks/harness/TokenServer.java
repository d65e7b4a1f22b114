package dev.ephemera.benchmarks.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * Answers every request with a token, over TLS and HTTP/1.1 with connections that are kept, as cheaply as it can. The
 * certificate comes from the JDK's system properties.
 */
public final class TokenServer {

    private static final String BODY = "{\n  \"name\": \"auth_tokens/" + "0123456789abcdef".repeat(4) + "\"\n}\n";
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private TokenServer() {}

    /**
     * Prints the port and runs until the input ends.
     *
     * @param arguments none
     * @throws IOException if there is no port
     */
    public static void main(String[] arguments) throws IOException {
        ServerSocketFactory sockets = SSLServerSocketFactory.getDefault();
        var server = sockets.createServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    Thread thread = new Thread(() -> serve(socket), "connection");
                    thread.setDaemon(true);
                    thread.start();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
        System.out.println("port: " + server.getLocalPort());
        Rounds.awaitEnd();
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                in.skipNBytes(contentLength(head));
                socket.getOutputStream().write(answer());
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        int matched = 0;
        while (matched < HEAD_END.length) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            matched = next == HEAD_END[matched] ? matched + 1 : next == HEAD_END[0] ? 1 : 0;
            head.append((char) next);
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private static long contentLength(String head) {
        int start = head.indexOf("content-length:");
        if (start < 0) {
            throw new IllegalStateException("no content-length in " + head);
        }
        return Long.parseLong(head.substring(start + "content-length:".length(), head.indexOf('\r', start))
                .strip());
    }

    private static byte[] answer() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nDate: " + date
                        + "\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
