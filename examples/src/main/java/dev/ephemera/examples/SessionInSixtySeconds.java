package dev.ephemera.examples;

import dev.ephemera.GeminiClient;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.types.Bytes;

/** How does a device talk with nothing but a token? */
public final class SessionInSixtySeconds {

    private SessionInSixtySeconds() {}

    /**
     * Runs the example.
     *
     * @param args the token
     */
    public static void main(String[] args) {
        try (GeminiClient client = GeminiClient.builder().token(args[0]).build()) {
            talk(client);
        }
    }

    static void talk(GeminiClient client) {
        try (LiveSession session = client.live().connect("gemini-live-2.5-flash-preview")) {
            session.sendText("Tell me a story in one line.");
            for (LiveEvent event : session.events()) { // lasts as long as the session, not one turn
                if (event instanceof LiveEvent.Audio audio) {
                    play(audio.pcm(), audio.sampleRate());
                } else if (event instanceof LiveEvent.TurnComplete) {
                    break;
                }
            }
        }
    }

    private static void play(Bytes pcm, int sampleRate) {
        System.out.println(pcm.size() / 2 * 1000 / sampleRate + " ms of audio");
    }
}
