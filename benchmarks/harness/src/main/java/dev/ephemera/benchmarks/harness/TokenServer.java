package dev.ephemera.benchmarks.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Answers every request with a token, over TLS and HTTP/1.1 with connections that are kept, as cheaply as it can. The
 * certificate comes from the JDK's system properties.
 */
public final class TokenServer {

    private static final String BODY = "{\n  \"name\": \"auth_tokens/" + "0123456789abcdef".repeat(4) + "\"\n}\n";

    private TokenServer() {}

    /**
     * Prints the port, runs until the input ends, and answers each number with how many connections there were.
     *
     * @param arguments none
     * @throws Exception if there is no port
     */
    public static void main(String[] arguments) throws Exception {
        try (ServerLoop server = ServerLoop.start(true, TokenServer::serve)) {
            System.out.println("port: " + server.port());
            Rounds.answer(unused -> Integer.toString(server.accepted()));
        }
    }

    private static void serve(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (RequestHead head = RequestHead.read(in); !head.isEmpty(); head = RequestHead.read(in)) {
            in.skipNBytes(Long.parseLong(head.header("Content-Length")));
            socket.getOutputStream().write(answer());
        }
    }

    private static byte[] answer() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nDate: " + date
                        + "\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
