package dev.ephemera.benchmarks.harness;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/**
 * A Live service as far as the work needs one. It takes any setup, counts audio, and does as a text says that is sent as realtime
 * input:
 *
 * <ul>
 *   <li>{@code count}: says in a text of the model how much audio was counted since it was last asked, and its {@link Delays}; a
 *       piece of audio begins with the sender's {@link System#nanoTime()}, big-endian.
 *   <li>{@code send 1000 4800}: sends as many messages with as many bytes of audio each, one write each, and a complete turn.
 * </ul>
 */
public final class LiveServer {

    private static final String DATA = "\"data\":\"";
    private static final String TEXT = "\"text\":\"";
    private static final int STAMP_CHARACTERS = 12;
    private static final int LOOKED_AT = 256;
    private static final byte[] TURN_COMPLETE = frame("{\"serverContent\":{\"turnComplete\":true}}");

    private final ServerFrames frames;
    private final SeenDelays delays = new SeenDelays();

    private LiveServer(ServerFrames frames) {
        this.frames = frames;
    }

    /**
     * Prints the port and runs until the input ends.
     *
     * @param arguments {@code tls} or {@code plain}
     * @throws IOException if there is no port
     */
    public static void main(String[] arguments) throws IOException {
        try (ServerLoop server = ServerLoop.start(arguments[0].equals("tls"), LiveServer::serve)) {
            System.out.println("port: " + server.port());
            Rounds.awaitEnd();
        }
    }

    private static void serve(Socket socket) throws IOException {
        ServerFrames frames = ServerFrames.accept(socket);
        frames.untilClose(new LiveServer(frames)::message);
    }

    private void message() throws IOException {
        String begin = new String(frames.payload(0, Math.min(frames.length(), LOOKED_AT)), StandardCharsets.ISO_8859_1);
        int data = begin.indexOf(DATA);
        int text = begin.indexOf(TEXT);
        if (data >= 0) {
            delays.sentAt(stamp(begin, data + DATA.length()));
        } else if (begin.contains("\"setup\"")) {
            frames.write(frame("{\"setupComplete\":{}}"));
        } else if (text >= 0) {
            obey(begin.substring(text + TEXT.length(), begin.indexOf('"', text + TEXT.length()))
                    .split(" ", -1));
        } else {
            throw new IllegalStateException("unknown message " + begin);
        }
    }

    private static long stamp(String begin, int at) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(begin.substring(at, at + STAMP_CHARACTERS)))
                .getLong();
    }

    private void obey(String[] words) throws IOException {
        if (words[0].equals("count")) {
            frames.write(
                    frame("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"" + delays.take() + "\"}]}}}"));
        } else {
            byte[] audio = audio(Integer.parseInt(words[2]));
            for (int i = Integer.parseInt(words[1]); i > 0; i--) {
                frames.write(audio);
            }
        }
        frames.write(TURN_COMPLETE);
    }

    private static byte[] audio(int bytes) {
        byte[] pcm = new byte[bytes];
        new Random(1).nextBytes(pcm);
        return frame(
                "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"audio/pcm;rate=24000\","
                        + "\"data\":\"" + Base64.getEncoder().encodeToString(pcm) + "\"}}]}}}");
    }

    /** Binary, as the service's are. */
    private static byte[] frame(String json) {
        return ServerFrames.frame(ServerFrames.BINARY, json.getBytes(StandardCharsets.UTF_8));
    }
}
