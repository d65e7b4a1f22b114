package dev.ephemera.examples;

import dev.ephemera.GeminiClient;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.types.AudioTranscriptionConfig;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.Modality;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * The whole path: a backend mints a token that opens one session with one configuration, a device opens that session and
 * asks, and a second session with the same token is refused.
 */
public final class MintAndTalk {

    private final Service service;
    private final PrintStream out;

    MintAndTalk(Service service, PrintStream out) {
        this.service = service;
        this.out = out;
    }

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (Service service = Service.fromEnvironment()) {
            new MintAndTalk(service, System.out).run();
        }
    }

    void run() {
        out.println("Talking to " + service.name());

        AuthToken token = mint();
        out.println("Token " + token.fingerprint() + ": " + token.uses() + " session, to be opened before "
                + token.newSessionExpireTime() + ", over at " + token.expireTime());

        try (GeminiClient device = service.device(token)) {
            out.println("Answer: " + ask(device, "Tell me a story in one line."));
            out.println("Second session: " + refusal(device));
        }
    }

    /** What the backend does: everything is locked, so the device can change nothing. */
    private AuthToken mint() {
        LiveConnectConfig config = LiveConnectConfig.builder()
                .addResponseModalities(Modality.AUDIO)
                .outputAudioTranscription(AudioTranscriptionConfig.builder().build())
                .systemInstruction("You tell very short stories.")
                .build();
        return service.backend()
                .tokens()
                .create(c -> c.uses(1)
                        .expireTime(Instant.now().plus(Duration.ofMinutes(10)))
                        .liveConnectConstraints(LiveConnectConstraints.builder()
                                .model(Service.model())
                                .config(config)
                                .build()));
    }

    /** What the device does: the token brings model and configuration along. */
    private static String ask(GeminiClient device, String question) {
        StringBuilder answer = new StringBuilder();
        int audioBytes = 0;
        try (LiveSession session = device.live().connect(Service.model())) {
            session.sendText(question);
            for (LiveEvent event : session.events()) {
                if (event instanceof LiveEvent.OutputTranscription transcription) {
                    answer.append(transcription.text());
                } else if (event instanceof LiveEvent.Audio audio) {
                    audioBytes += audio.pcm().size();
                } else if (event instanceof LiveEvent.TurnComplete) {
                    return answer + " (" + audioBytes + " bytes of audio)";
                }
            }
            throw new IllegalStateException("The session ended before the answer did: " + session.end());
        }
    }

    private static String refusal(GeminiClient device) {
        try (LiveSession session = device.live().connect(Service.model())) {
            throw new IllegalStateException("A token for one session has opened a second one: " + session.state());
        } catch (LiveConnectException e) {
            return e.getMessage();
        }
    }
}
