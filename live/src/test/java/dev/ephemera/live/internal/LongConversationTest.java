package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorListener;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.AudioTranscriptionConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Half an hour of talk in one session, by the emulator's clock. What is printed depends on the machine, what is asserted does
 * not.
 */
@Timeout(300)
final class LongConversationTest {

    private static final Duration CHUNK = Duration.ofMillis(100);
    private static final int CHUNKS_A_MINUTE = 600;
    private static final int MINUTES = 30;

    /** So long caches and classes may settle. */
    private static final int WARM_UP_MINUTES = 6;

    /**
     * How many objects there may be more from one third to the next, in which 4,800 chunks are sent and more than 800 messages read: less
     * than one for each of these, and more than the strings that the JIT compiler makes of constants.
     */
    private static final long TOLERATED_OBJECTS = 600;

    /** How many bytes there may be more: much less than what is sent or read, and more than the buffers of a pool. */
    private static final long TOLERATED_BYTES = 512 << 10;

    private static final byte[] SPEECH = tone(0.14);
    private static final byte[] SILENCE = tone(0);

    /** What the user does, in tenths of a second: speaks, hears the answer, speaks, and interrupts the answer. */
    private static final String ROUND =
            "s".repeat(20) + "-".repeat(50) + "s".repeat(10) + "-".repeat(12) + "s".repeat(8);

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final EmulatorClock clock = EmulatorClock.virtual(Instant.parse("2030-01-01T00:00:00Z"));
    private final GeminiEmulator emulator = GeminiEmulator.start(EmulatorOptions.builder()
            .clock(clock)
            .goAwayAfter(Duration.ofHours(1))
            .audioSessionLimit(Duration.ofHours(1))
            .modelPace(Duration.ofMillis(300))
            .keptMessages(0) // what grows is to be the client
            .build());

    private final Semaphore heard = new Semaphore(0);
    private final AtomicLong said = new AtomicLong();

    @AfterEach
    void stop() {
        emulator.close();
    }

    private static byte[] tone(double amplitude) {
        int samples = (int) (CHUNK.toMillis() * 16);
        byte[] pcm = new byte[samples * Short.BYTES];
        for (int i = 0; i < samples; i++) {
            int sample = (int) (amplitude * Short.MAX_VALUE * Math.sin(2 * Math.PI * 300 * i / 16_000));
            pcm[2 * i] = (byte) sample;
            pcm[2 * i + 1] = (byte) (sample >> Byte.SIZE);
        }
        return pcm;
    }

    /** Reads a session to its end, and remembers no more than numbers. */
    private static final class Ears implements Runnable {

        private final LiveSession session;
        private final AtomicLong messages = new AtomicLong();
        private long audioBytes;
        private int answers;
        private int interruptions;
        private int transcriptions;
        private @Nullable LiveServerMessage last;

        Ears(LiveSession session) {
            this.session = session;
        }

        @Override
        public void run() {
            for (LiveEvent event : session.events()) {
                take(event);
            }
        }

        private void take(LiveEvent event) {
            if (event instanceof LiveEvent.Audio audio) {
                audioBytes += audio.pcm().size();
            } else if (event instanceof LiveEvent.TurnComplete) {
                answers++;
            } else if (event instanceof LiveEvent.Interrupted) {
                interruptions++;
            } else if (event instanceof LiveEvent.InputTranscription
                    || event instanceof LiveEvent.OutputTranscription) {
                transcriptions++;
            }
            if (event.message() != last) {
                last = event.message();
                messages.incrementAndGet();
            }
        }
    }

    private void count(EmulatedFrame frame) {
        if (frame.kind() == EmulatedFrame.Kind.PING || frame.kind() == EmulatedFrame.Kind.PONG) {
            return;
        }
        if (frame.direction() == EmulatedFrame.Direction.SENT) {
            said.incrementAndGet();
        } else {
            heard.release();
        }
    }

    @Test
    void heap_inHalfAnHourOfAudio_staysFlat() throws Exception {
        emulator.listen(new EmulatorListener() {
            @Override
            public void passed(EmulatedSession session, EmulatedFrame frame) {
                count(frame);
            }
        });
        HeapSamples samples = new HeapSamples(MINUTES);
        long start = System.nanoTime();
        try (WebSocketLive live = new WebSocketLive(leaks.open(ClientOptions.builder()
                .apiKey(emulator.apiKey())
                .baseUrl(emulator.baseUrl())
                .build()))) {
            LiveSession session = live.connect(
                    "m",
                    LiveConnectConfig.builder()
                            .addResponseModalities(Modality.AUDIO)
                            .inputAudioTranscription(
                                    AudioTranscriptionConfig.builder().build())
                            .outputAudioTranscription(
                                    AudioTranscriptionConfig.builder().build())
                            .build(),
                    SessionOptions.builder().sendTimeout(Duration.ofMinutes(5)).build());
            Ears ears = new Ears(session);
            Thread listening = new Thread(ears, "listening");
            listening.start();
            assertThat(heard.tryAcquire(20, TimeUnit.SECONDS)).as("the setup").isTrue();

            for (int minute = 0; minute < MINUTES; minute++) {
                talk(session, minute);
                Await.until("all has been read", () -> ears.messages.get() == said.get());
                if (minute >= WARM_UP_MINUTES) {
                    samples.take();
                }
            }
            session.close();
            listening.join();

            HeapSamples.Growth growth = samples.growth();
            System.out.printf(
                    "LongConversationTest: %d minutes in %.1f s: %,d chunks sent, %,d messages read, %,d kB of audio, %d turns,"
                            + " %d interruptions, %d transcriptions; the heap grows by %s%n",
                    MINUTES,
                    (System.nanoTime() - start) / 1e9,
                    MINUTES * CHUNKS_A_MINUTE,
                    ears.messages.get(),
                    ears.audioBytes >> 10,
                    ears.answers,
                    ears.interruptions,
                    ears.transcriptions,
                    growth);
            int rounds = MINUTES * CHUNKS_A_MINUTE / ROUND.length();
            assertThat(ears.answers).isGreaterThanOrEqualTo(rounds);
            assertThat(ears.interruptions).isGreaterThanOrEqualTo(rounds / 2);
            assertThat(ears.transcriptions).isGreaterThanOrEqualTo(rounds);
            assertThat(growth.allObjects()).as("%s", growth).isLessThanOrEqualTo(TOLERATED_OBJECTS);
            assertThat(growth.bytes()).as("%s", growth).isLessThanOrEqualTo(TOLERATED_BYTES);
        }
    }

    /** Talks for a minute. */
    private void talk(LiveSession session, int minute) throws InterruptedException {
        for (int i = minute * CHUNKS_A_MINUTE; i < (minute + 1) * CHUNKS_A_MINUTE; i++) {
            session.sendAudio(ROUND.charAt(i % ROUND.length()) == 's' ? SPEECH : SILENCE);
            assertThat(heard.tryAcquire(20, TimeUnit.SECONDS))
                    .as("the audio arrives")
                    .isTrue();
            clock.advance(CHUNK);
        }
    }
}
