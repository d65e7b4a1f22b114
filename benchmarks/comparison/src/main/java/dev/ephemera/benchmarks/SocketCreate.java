package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Rounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLSocketFactory;

/** Writes a prepared request to one socket of the JDK and reads the answer by its length: the floor. */
final class SocketCreate {

    private SocketCreate() {}

    /** Takes base URL, API key, and the {@link CreateRequest#arguments}. */
    public static void main(String[] arguments) throws Exception {
        URI url = URI.create(arguments[0]);
        byte[] request = request(url, arguments[1], Files.readAllBytes(Path.of(arguments[3])));
        byte[] buffer = new byte[4096];
        try (Socket socket = SSLSocketFactory.getDefault().createSocket(url.getHost(), url.getPort())) {
            socket.setTcpNoDelay(true);
            Rounds.serve(() -> {
                socket.getOutputStream().write(request);
                return TokenName.in(answer(socket.getInputStream(), buffer));
            });
        }
    }

    private static byte[] request(URI url, String apiKey, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(("POST /v1alpha/auth_tokens HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nx-goog-api-key: "
                        + apiKey + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        request.write(body);
        return request.toByteArray();
    }

    /** The server's answer ends with its JSON, and it comes alone. */
    private static String answer(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        while (length == 0 || buffer[length - 2] != '}') {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new IOException("the server closed");
            }
            length += read;
        }
        return new String(buffer, 0, length, StandardCharsets.US_ASCII);
    }
}
