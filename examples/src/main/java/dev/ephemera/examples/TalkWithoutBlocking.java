package dev.ephemera.examples;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveListener;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.types.AudioTranscriptionConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.util.concurrent.CompletableFuture;

/** How do I talk without a thread of mine that waits? */
public final class TalkWithoutBlocking {

    private TalkWithoutBlocking() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        LiveConnectConfig config = LiveConnectConfig.builder()
                .addResponseModalities(Modality.AUDIO)
                .outputAudioTranscription(AudioTranscriptionConfig.builder().build())
                .build();
        try (Service service = Service.fromEnvironment()) {
            CompletableFuture<SessionEnd> end = service.backend()
                    .live()
                    .async()
                    .connect(Service.model(), config)
                    .thenCompose(session -> {
                        session.listen(new Printer(session));
                        return session.sendText("Hello!").thenCompose(sent -> session.ended());
                    });
            System.out.println("Ended by " + end.join().by());
        }
    }

    private record Printer(AsyncLiveSession session) implements LiveListener {

        @Override
        public void onEvent(LiveEvent event) { // one at a time, on a thread that may be blocked
            if (event instanceof LiveEvent.OutputTranscription piece) {
                System.out.print(piece.text());
            } else if (event instanceof LiveEvent.TurnComplete) {
                CompletableFuture<SessionEnd> unused = session.close();
            }
        }

        @Override
        public void onEnd(SessionEnd end) {
            System.out.println();
        }
    }
}
