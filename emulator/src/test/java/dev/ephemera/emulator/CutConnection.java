package dev.ephemera.emulator;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection read frame by frame to its end, by a plain socket: the platform's WebSocket does not always notice that a
 * connection was cut.
 */
final class CutConnection {

    private CutConnection() {}

    /** Opens a connection with the key, sends a setup, and returns the first byte of each frame up to the end. */
    static List<Integer> frames(GeminiEmulator emulator, String setup) throws IOException {
        String all = answer(emulator, "{\"setup\":" + setup + "}");
        return opCodes(all.substring(all.indexOf("\r\n\r\n") + 4));
    }

    /** Asks for a connection that is refused, and returns the answer. */
    static String answer(GeminiEmulator emulator) throws IOException {
        return answer(emulator, "");
    }

    private static String answer(GeminiEmulator emulator, String message) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port())) {
            socket.setSoTimeout((int) Await.DEADLINE.toMillis());
            OutputStream out = socket.getOutputStream();
            String request = "GET " + LiveClient.path("v1beta", false) + "?key=" + emulator.apiKey()
                    + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade"
                    + (message.isEmpty() ? ", close" : "")
                    + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (!message.isEmpty()) {
                byte[] payload = message.getBytes(StandardCharsets.UTF_8);
                out.write(new byte[] {(byte) 0x81, (byte) (0x80 | payload.length), 0, 0, 0, 0});
                out.write(payload);
            }
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static List<Integer> opCodes(String frames) throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(frames.getBytes(StandardCharsets.ISO_8859_1)));
        List<Integer> firsts = new ArrayList<>();
        while (in.available() > 0) {
            firsts.add(in.readUnsignedByte());
            int length = in.readUnsignedByte();
            in.skipNBytes(length == 126 ? in.readUnsignedShort() : length);
        }
        return firsts;
    }
}
