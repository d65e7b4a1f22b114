package dev.ephemera.transport.internal.websocket;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okio.ByteString;
import okio.Socket;

/** The client's side of one opening handshake (RFC 6455, 4.1). It offers no extension and no subprotocol. Pure. */
final class Handshake {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    static final int SWITCHING_PROTOCOLS = 101;

    private final String key;

    /**
     * Begins a handshake.
     *
     * @param nonce 16 random bytes
     */
    Handshake(byte[] nonce) {
        key = ByteString.of(nonce).base64();
    }

    /** What is asked, with the caller's headers. */
    Request.Builder request(WebSocketRequest request) {
        Request.Builder handshake = new Request.Builder().url(request.uri().toString());
        request.headers().forEach(handshake::header);
        return handshake
                .header("Upgrade", "websocket")
                .header("Connection", "Upgrade")
                .header("Sec-WebSocket-Key", key)
                .header("Sec-WebSocket-Version", "13");
    }

    /**
     * Checks the answer.
     *
     * @return the socket, for frames from now on
     * @throws ProtocolException if the answer accepts no WebSocket, or not the one that was asked for
     */
    Socket accepted(Response response) throws IOException {
        if (response.code() != SWITCHING_PROTOCOLS) {
            throw new ProtocolException(
                    "The server answered the WebSocket handshake with HTTP " + response.code() + " instead of 101.");
        }
        Headers headers = response.headers();
        require(headers, "Connection", "Upgrade", tokens(headers.values("Connection")));
        require(headers, "Upgrade", "websocket", headers.values("Upgrade"));
        List<String> accept = headers.values("Sec-WebSocket-Accept");
        if (!accept.equals(List.of(accept()))) {
            throw refused("the header Sec-WebSocket-Accept " + accept + ", but " + accept() + " answers the key");
        }
        requireAbsent(headers, "Sec-WebSocket-Extensions");
        requireAbsent(headers, "Sec-WebSocket-Protocol");
        Socket socket = response.socket();
        if (socket == null) {
            throw refused(
                    "no socket comes with it: OkHttp hands one out only where the last header Connection is Upgrade alone, and"
                            + " it is " + headers.get("Connection")
                            + " (what stands between may add to it), or an interceptor changed the answer");
        }
        return socket;
    }

    private String accept() {
        return ByteString.encodeUtf8(key + GUID).sha1().base64();
    }

    private static void require(Headers headers, String name, String expected, List<String> said)
            throws ProtocolException {
        if (said.stream().noneMatch(expected::equalsIgnoreCase)) {
            throw refused("the header " + name + " " + headers.values(name) + " instead of " + expected);
        }
    }

    /** The elements of a header that holds a list, perhaps in several lines (RFC 9110, 5.6.1). */
    private static List<String> tokens(List<String> values) {
        return values.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .toList();
    }

    private static void requireAbsent(Headers headers, String name) throws ProtocolException {
        List<String> values = headers.values(name);
        if (!values.isEmpty()) {
            throw refused("the header " + name + " " + values + ", which was not asked for");
        }
    }

    private static ProtocolException refused(String what) {
        return new ProtocolException("The server answered the WebSocket handshake with HTTP 101, but: " + what + ".");
    }
}
