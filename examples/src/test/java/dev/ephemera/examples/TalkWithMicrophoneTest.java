package dev.ephemera.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A talk over lines that behave like those of a sound card, which the build has not. */
final class TalkWithMicrophoneTest {

    private static final int SECOND = 48_000;
    private static final int PIECE = 960;
    private static final byte OLD = 1;
    private static final byte NEW = 2;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void talk_whenTheUserInterrupts_playsNothingOfTheOldTurnAndAllOfTheNext() throws Exception {
        try (GeminiEmulator emulator = GeminiEmulator.start();
                GeminiClient client = GeminiClient.builder()
                        .apiKey(emulator.apiKey())
                        .baseUrl(emulator.baseUrl())
                        .build()) {
            emulator.script(Script.builder()
                    .expect(Expectation.audio(Duration.ofSeconds(1)), audio(5 * SECOND, OLD))
                    .expect(
                            Expectation.audio(Duration.ofSeconds(1)),
                            Action.interrupted(),
                            Action.turnComplete(),
                            audio(SECOND, NEW),
                            Action.turnComplete())
                    .build());
            LiveSession session =
                    client.live().connect(Service.model(), config -> config.addResponseModalities(Modality.AUDIO));
            SoundCard card = new SoundCard(48_000, 2);
            TalkWithMicrophone talk = new TalkWithMicrophone(session, card.microphone(), card.loudspeaker());
            Thread talking = new Thread(() -> {
                try {
                    talk.talk();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            talking.start();

            card.speak(Duration.ofMillis(1_040));
            card.awaitFull(); // the first turn is heard
            assertThat(card.count(OLD)).isPositive();
            card.speak(Duration.ofMillis(1_040));
            card.awaitFlush();
            card.awaitPlayed(SECOND, NEW);

            assertThat(card.count(OLD))
                    .as("bytes of the old turn after the interruption")
                    .isLessThanOrEqualTo(PIECE);
            assertThat(card.count(NEW)).isEqualTo(SECOND);
            assertThat(emulator.unmatched()).isEmpty();
            session.close();
            talking.join();
            assertThat(card.closed()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void talk_whenTheMicrophoneFails_endsTheSession() throws Exception {
        try (GeminiEmulator emulator = GeminiEmulator.start();
                GeminiClient client = GeminiClient.builder()
                        .apiKey(emulator.apiKey())
                        .baseUrl(emulator.baseUrl())
                        .build()) {
            LiveSession session =
                    client.live().connect(Service.model(), config -> config.addResponseModalities(Modality.AUDIO));
            SoundCard card = new SoundCard(48_000, 2);
            card.breakMicrophone();

            assertThat(new TalkWithMicrophone(session, card.microphone(), card.loudspeaker()).talk())
                    .map(SessionEnd::kind)
                    .contains(SessionEnd.Kind.CLOSED_HERE);
            assertThat(card.closed()).isEqualTo(2);
        }
    }

    private static Action audio(int bytes, byte value) {
        byte[] pcm = new byte[bytes];
        Arrays.fill(pcm, value);
        return Action.send("serverContent: {modelTurn: {parts: [{inlineData: {mimeType: audio/pcm;rate=24000, data: "
                + Base64.getEncoder().encodeToString(pcm) + "}}]}}");
    }
}
