package dev.ephemera.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A talk whose connection is lost in the middle of an answer. */
final class TalkOverACutTest {

    private static final int SECOND = 48_000;
    private static final byte LOST = 1;
    private static final byte NEXT = 2;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void talk_whenTheConnectionIsLost_goesOnOverAnother() throws Exception {
        try (GeminiEmulator emulator = GeminiEmulator.start();
                GeminiClient client = GeminiClient.builder()
                        .apiKey(emulator.apiKey())
                        .baseUrl(emulator.baseUrl())
                        .options(options -> options.setupTimeout(Duration.ofMinutes(1))) // the machine may do much else
                        .build()) {
            emulator.script(Script.builder()
                    .expect(Expectation.audio(Duration.ofSeconds(1)), audio(5 * SECOND, LOST))
                    .build());
            LiveSession session = client.live()
                    .connect(
                            Service.model(),
                            config -> config.addResponseModalities(Modality.AUDIO),
                            TalkWithMicrophone.OPTIONS);
            SoundCard card = new SoundCard(48_000, 2);
            TalkWithMicrophone talk = new TalkWithMicrophone(session, card.microphone(), card.loudspeaker());
            CompletableFuture<Optional<SessionEnd>> ended = new CompletableFuture<>();
            new Thread(() -> {
                        try {
                            ended.complete(talk.talk());
                        } catch (Throwable thrown) {
                            ended.completeExceptionally(thrown);
                        }
                    })
                    .start();
            card.speak(Duration.ofMillis(1_040));
            card.awaitFull();
            emulator.script(Script.builder()
                    .expect(Expectation.audio(Duration.ofSeconds(1)), audio(SECOND, NEXT), Action.turnComplete())
                    .build());

            emulator.sessions().get(0).inject(Fault.reset());
            card.awaitFlush(); // the rest of that answer is stale
            while (emulator.sessions().size() < 2 || session.state() != SessionState.OPEN) {
                LockSupport.parkNanos(1_000_000);
            }
            card.speak(Duration.ofMillis(1_040));
            card.awaitPlayed(SECOND, NEXT);

            assertThat(ended).isNotDone();
            assertThat(emulator.unmatched()).isEmpty();
            session.close();
            assertThat(ended.get(1, TimeUnit.MINUTES)).map(SessionEnd::kind).contains(SessionEnd.Kind.CLOSED_HERE);
        }
    }

    private static Action audio(int bytes, byte value) {
        byte[] pcm = new byte[bytes];
        Arrays.fill(pcm, value);
        return Action.send("serverContent: {modelTurn: {parts: [{inlineData: {mimeType: audio/pcm;rate=24000, data: "
                + Base64.getEncoder().encodeToString(pcm) + "}}]}}");
    }
}
