package dev.ephemera.benchmarks.harness;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A WebSocket server that does as the first byte of each message says:
 *
 * <ul>
 *   <li><code>{</code>: counts the message, and how long it was under way: its last 18 bytes are the sender's {@link System#nanoTime()}
 *       in 16 hexadecimal digits and <code>"}</code>. Two processes have that clock in common on Linux.
 *   <li>{@code ?}: says how many were counted since it was last asked, and their {@link Delays}.
 *   <li>{@code >}: sends as many binary messages of such a length as the two numbers behind it say, one write each.
 *   <li>{@code =}: sends the message back.
 * </ul>
 */
public final class FrameServer {

    /** How many hexadecimal digits a message's time has. */
    public static final int TIME_DIGITS = 16;

    private final ServerFrames frames;
    private final SeenDelays delays = new SeenDelays();

    private FrameServer(ServerFrames frames) {
        this.frames = frames;
    }

    /**
     * Prints the port and runs until the input ends.
     *
     * @param arguments {@code tls} or {@code plain}
     * @throws IOException if there is no port
     */
    public static void main(String[] arguments) throws IOException {
        try (ServerLoop server = ServerLoop.start(arguments[0].equals("tls"), FrameServer::serve)) {
            System.out.println("port: " + server.port());
            Rounds.awaitEnd();
        }
    }

    private static void serve(Socket socket) throws IOException {
        ServerFrames frames = ServerFrames.accept(socket);
        frames.untilClose(new FrameServer(frames)::message);
    }

    private void message() throws IOException {
        switch (frames.payload(0, 1)[0]) {
            case '{' -> count();
            case '?' -> send(delays.take().getBytes(StandardCharsets.UTF_8));
            case '>' -> stream(text(1, frames.length()).split(" ", -1));
            case '=' -> send(frames.payload(0, frames.length()));
            default -> throw new IllegalStateException("unknown message " + text(0, frames.length()));
        }
    }

    private String text(int from, int to) {
        return new String(frames.payload(from, to), StandardCharsets.UTF_8);
    }

    private void count() {
        int end = frames.length() - "\"}".length();
        delays.sentAt(Long.parseUnsignedLong(text(end - TIME_DIGITS, end), 16));
    }

    private void stream(String[] countAndLength) throws IOException {
        byte[] payload = new byte[Integer.parseInt(countAndLength[1])];
        Arrays.fill(payload, (byte) 'A');
        byte[] frame = ServerFrames.frame(ServerFrames.BINARY, payload);
        for (int i = Integer.parseInt(countAndLength[0]); i > 0; i--) {
            frames.write(frame);
        }
    }

    private void send(byte[] payload) throws IOException {
        frames.write(ServerFrames.frame(ServerFrames.BINARY, payload));
    }
}
