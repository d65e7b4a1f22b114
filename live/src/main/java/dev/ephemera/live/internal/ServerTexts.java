package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.Content;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.Part;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * From the JSON text of a server's message to the message. Pure.
 *
 * <p>A message that ends with one piece of audio is read in two parts: the base64 is cut out and decoded where it stands, the codec reads
 * the rest with a stand-in, and the audio takes the stand-in's place. The codec alone makes a string of it, and copies that to decode it,
 * which was half of what receiving cost. Whatever is not as it seemed is read by the codec alone.
 */
final class ServerTexts {

    /** Nobody can send it, for nobody knows it: where it is found, it was put. */
    private static final Bytes STAND_IN = standIn();

    private static final byte[] STAND_IN_TEXT = STAND_IN.toBase64().getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAME = "\"data\"".getBytes(StandardCharsets.US_ASCII);

    /** Where the audio begins that the service sends; and how much the codec reads as fast. */
    private static final int WITHIN = 256;

    private ServerTexts() {}

    private static Bytes standIn() {
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        return Bytes.copyOf(random);
    }

    /**
     * Reads a message.
     *
     * @throws JacksonException if it is no JSON or no message
     */
    static LiveServerMessage read(byte[] utf8) {
        int begin = utf8.length < 2 * WITHIN ? -1 : beginOfData(utf8);
        int end = endOfLastString(utf8);
        if (begin >= 0 && begin < end) {
            Optional<LiveServerMessage> message = readAround(utf8, begin, end);
            if (message.isPresent()) {
                return message.get();
            }
        }
        return Json.read(utf8, LiveServerMessage.class);
    }

    /** Finds the first member of that name whose value is a string, and where its text begins; -1 if it is not near. */
    private static int beginOfData(byte[] utf8) {
        for (int i = 0; i < WITHIN; i++) {
            if (utf8[i] == '"' && Arrays.equals(utf8, i, i + NAME.length, NAME, 0, NAME.length)) {
                int colon = afterSpace(utf8, i + NAME.length);
                int quote = afterSpace(utf8, colon + 1);
                return utf8[colon] == ':' && utf8[quote] == '"' ? quote + 1 : -1;
            }
        }
        return -1;
    }

    private static int afterSpace(byte[] utf8, int from) {
        int i = from;
        while (i < utf8.length - 2 && isSpace(utf8[i])) {
            i++;
        }
        return i;
    }

    /** Finds the quote that only closing brackets follow; -1 if something else comes last. */
    private static int endOfLastString(byte[] utf8) {
        int i = utf8.length - 1;
        while (i >= 0 && (utf8[i] == '}' || utf8[i] == ']' || isSpace(utf8[i]))) {
            i--;
        }
        return i >= 0 && utf8[i] == '"' ? i : -1;
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    private static Optional<LiveServerMessage> readAround(byte[] utf8, int begin, int end) {
        byte[] rest = new byte[begin + STAND_IN_TEXT.length + utf8.length - end];
        System.arraycopy(utf8, 0, rest, 0, begin);
        System.arraycopy(STAND_IN_TEXT, 0, rest, begin, STAND_IN_TEXT.length);
        System.arraycopy(utf8, end, rest, begin + STAND_IN_TEXT.length, utf8.length - end);
        try {
            Bytes audio = Bytes.ofBase64(utf8, begin, end - begin); // fails also where it is more than one string
            return withAudio(Json.read(rest, LiveServerMessage.class), audio);
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<LiveServerMessage> withAudio(LiveServerMessage message, Bytes audio) {
        return message.serverContent()
                .flatMap(content -> content.modelTurn()
                        .flatMap(turn -> withAudio(turn, audio))
                        .map(turn -> content.toBuilder().modelTurn(turn).build()))
                .map(content -> message.toBuilder().serverContent(content).build());
    }

    private static Optional<Content> withAudio(Content turn, Bytes audio) {
        if (turn.parts().size() != 1) {
            return Optional.empty();
        }
        Part part = turn.parts().get(0);
        return part.inlineData()
                .filter(blob -> blob.data().filter(STAND_IN::equals).isPresent())
                .map(blob -> blob.toBuilder().data(audio).build())
                .map(blob -> turn.toBuilder()
                        .parts(List.of(part.toBuilder().inlineData(blob).build()))
                        .build());
    }
}
