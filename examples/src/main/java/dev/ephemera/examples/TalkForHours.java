package dev.ephemera.examples;

import dev.ephemera.GeminiClient;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.tokens.TokenSource;
import dev.ephemera.types.AudioTranscriptionConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.io.PrintStream;

/**
 * How does a conversation go on although the service cuts each connection after ten minutes, with single-use tokens alone? Runs
 * without a key, with {@code GEMINI_API_KEY}, or with {@code EPHEMERA_EMULATOR}; it ends when the session has changed its connection.
 */
public final class TalkForHours {

    private TalkForHours() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (Service service = Service.fromEnvironment();
                TokenSource source = TokenSource.minting(
                        service.backend().tokens(), TokenPolicy.builder().build());
                GeminiClient device = service.device(source.credentials())) {
            talk(device, System.out);
        }
    }

    private static void talk(GeminiClient device, PrintStream out) {
        LiveConnectConfig config = LiveConnectConfig.builder()
                .addResponseModalities(Modality.AUDIO)
                .outputAudioTranscription(AudioTranscriptionConfig.builder().build())
                .build();
        SessionOptions options = SessionOptions.builder()
                .reconnect(ReconnectPolicy.always()) // each time with a token of its own
                .build();
        try (LiveSession session = device.live().connect(Service.model(), config, options)) {
            session.sendText("Remember this: hello");
            for (LiveEvent event : session.events()) { // one stream, however many connections it takes
                if (event instanceof LiveEvent.OutputTranscription said) {
                    out.print(said.text());
                } else if (event instanceof LiveEvent.TurnComplete) {
                    out.println();
                } else if (event instanceof LiveEvent.Reconnecting over) {
                    out.println("The connection is over: " + over.why().kind());
                } else if (event instanceof LiveEvent.Reconnected on) {
                    out.println("Went on after " + on.gap() + ", and the model remembers: " + on.stateRestored());
                    break; // which closes the session here; a real conversation goes on
                }
            }
        }
    }
}
