package dev.ephemera.examples;

import dev.ephemera.GeminiClient;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.Turn;
import dev.ephemera.types.AudioTranscriptionConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How does another process go on with a conversation? */
public final class GoOnLater {

    private GoOnLater() {}

    /**
     * Runs the example: run again with the same directory, it goes on.
     *
     * @param args what the user says, and a directory for the resumption
     * @throws IOException if there is no directory
     */
    public static void main(String[] args) throws IOException {
        String says = args.length > 0 ? args[0] : "What did I say?";
        Path directory = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("conversations");
        try (Service service = Service.fromEnvironment()) {
            talk(service.backend(), ResumptionStore.file(directory), says);
        }
    }

    private static void talk(GeminiClient client, ResumptionStore store, String says) {
        ResumptionStore.Slot slot = store.slot("alice"); // what tells one conversation from another
        try (LiveSession session = goOn(client, slot)) {
            session.sendText(says);
            Turn answer = session.turn();
            System.out.println(answer.text() + answer.outputTranscript());
        } // closing it waits until the newest is saved, with the time of the end
    }

    private static LiveSession goOn(GeminiClient client, ResumptionStore.Slot slot) {
        LiveConnectConfig config = LiveConnectConfig.builder()
                .addResponseModalities(Modality.AUDIO)
                .outputAudioTranscription(AudioTranscriptionConfig.builder().build())
                .build();
        Optional<Resumption> last = slot.load(); // of whichever process; none if it has expired
        SessionOptions keeping = SessionOptions.builder().keepIn(slot).build();
        try {
            return client.live()
                    .connect(
                            Service.model(),
                            config,
                            keeping.toBuilder().resume(last).build());
        } catch (LiveConnectException e) {
            if (last.isEmpty()) {
                throw e;
            }
            e.likelyCauses().forEach(System.out::println); // such as that the service has forgotten it
            slot.remove();
            return client.live().connect(Service.model(), config, keeping);
        }
    }
}
