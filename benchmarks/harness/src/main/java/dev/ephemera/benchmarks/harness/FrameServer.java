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
    private long[] delays = new long[16];
    private int counted;

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
        new FrameServer(ServerFrames.accept(socket)).untilClose();
    }

    private void untilClose() throws IOException {
        for (int opcode = frames.read(); opcode != ServerFrames.CLOSE; opcode = frames.read()) {
            if (opcode == ServerFrames.PING) {
                frames.write(ServerFrames.frame(ServerFrames.PONG, frames.payload(0, frames.length())));
            } else if (opcode != ServerFrames.PONG) {
                message();
            }
        }
        frames.write(ServerFrames.frame(ServerFrames.CLOSE, frames.payload(0, frames.length())));
    }

    private void message() throws IOException {
        if (!frames.last()) {
            throw new IllegalStateException("the message came in fragments");
        }
        switch (frames.payload(0, 1)[0]) {
            case '{' -> count();
            case '?' -> answer();
            case '>' -> stream(text(1, frames.length()).split(" ", -1));
            case '=' -> send(frames.payload(0, frames.length()));
            default -> throw new IllegalStateException("unknown message " + text(0, frames.length()));
        }
    }

    private String text(int from, int to) {
        return new String(frames.payload(from, to), StandardCharsets.UTF_8);
    }

    private void count() {
        if (counted == delays.length) {
            delays = Arrays.copyOf(delays, 2 * counted);
        }
        int end = frames.length() - "\"}".length();
        delays[counted++] = System.nanoTime() - Long.parseUnsignedLong(text(end - TIME_DIGITS, end), 16);
    }

    private void answer() throws IOException {
        Delays seen = Delays.of(Arrays.copyOf(delays, Math.max(counted, 1)));
        send((counted + " " + seen.line()).getBytes(StandardCharsets.UTF_8));
        counted = 0;
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
