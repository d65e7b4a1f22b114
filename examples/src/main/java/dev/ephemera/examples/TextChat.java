package dev.ephemera.examples;

import dev.ephemera.live.LiveSession;
import dev.ephemera.live.Turn;
import dev.ephemera.types.AudioTranscriptionConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.util.List;

/** How do I chat by text? */
public final class TextChat {

    private TextChat() {}

    /**
     * Runs the example.
     *
     * @param args what the user says, one turn each
     */
    public static void main(String[] args) {
        List<String> says = args.length > 0 ? List.of(args) : List.of("Hello!", "Tell me a story in one line.");
        try (Service service = Service.fromEnvironment()) {
            LiveConnectConfig config = LiveConnectConfig.builder()
                    .addResponseModalities(Modality.AUDIO) // every Live model speaks; its words come as a transcript
                    .outputAudioTranscription(AudioTranscriptionConfig.builder().build())
                    .build();
            try (LiveSession session = service.backend().live().connect(Service.model(), config)) {
                for (String text : says) {
                    session.sendText(text);
                    Turn answer = session.turn(); // waits for the model's whole turn
                    System.out.println(answer.text() + answer.outputTranscript());
                }
            }
        }
    }
}
