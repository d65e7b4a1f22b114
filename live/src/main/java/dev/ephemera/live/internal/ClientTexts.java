package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The JSON text of what a client sends, as its codec writes it. Pure.
 *
 * <p>Audio, of which there are many messages a second, is put together from what the codec has written once for its MIME type. Written
 * each time, the base64 is a string first, then fills the blocks of the generator, and is copied out of them: three times what is sent.
 */
final class ClientTexts {

    private static final String NO_DATA = "\"data\":\"\"";

    /** What stands around the base64. */
    private static final class Around {

        private final String mimeType;
        private final byte[] before;
        private final byte[] after;

        Around(String mimeType) {
            Blob empty = Blob.builder().mimeType(mimeType).data(Bytes.empty()).build();
            String text = Json.write(ClientMessages.audio(empty));
            int place = text.lastIndexOf(NO_DATA) + NO_DATA.length() - 1;
            this.mimeType = mimeType;
            this.before = utf8(text.substring(0, place));
            this.after = utf8(text.substring(place));
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        /** The JDK encodes to the beginning of an array only; the text is moved from there rather than copied. */
        byte[] text(Bytes data) {
            byte[] text = new byte[before.length + 4 * ((data.size() + 2) / 3) + after.length];
            int length = data.writeBase64(text);
            System.arraycopy(text, 0, text, before.length, length);
            System.arraycopy(before, 0, text, 0, before.length);
            System.arraycopy(after, 0, text, before.length + length, after.length);
            return text;
        }
    }

    /** Of the MIME type that was sent last; mostly there is one. */
    private static volatile Around last = new Around("audio/pcm;rate=16000");

    private ClientTexts() {}

    static byte[] of(LiveClientMessage message) {
        Optional<LiveClientRealtimeInput> input = message.realtimeInput();
        if (input.isPresent() && ClientMessages.isAudioAlone(input.get()) && MessageRules.members(message) == 1) {
            Blob audio = input.get().audio().orElseThrow();
            if (audio.mimeType().isPresent()
                    && audio.data().isPresent()
                    && audio.displayName().isEmpty()
                    && audio.unknownFields().names().isEmpty()) {
                return around(audio.mimeType().get()).text(audio.data().get());
            }
        }
        return Json.writeBytes(message);
    }

    private static Around around(String mimeType) {
        Around known = last;
        if (!known.mimeType.equals(mimeType)) {
            known = new Around(mimeType);
            last = known;
        }
        return known;
    }
}
