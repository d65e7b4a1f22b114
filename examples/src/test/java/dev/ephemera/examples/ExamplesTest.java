package dev.ephemera.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.live.audio.PcmLevel;
import dev.ephemera.live.audio.WavReader;
import dev.ephemera.live.audio.WavWriter;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.Modality;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example runs to its end against the emulator, whatever the environment holds. */
final class ExamplesTest {

    @Test
    void mintAndTalk_whenRun_answersOnceAndIsThenRefused() throws Exception {
        Program.Result result = Program.run(MintAndTalk.class, Map.of(), List.of());

        assertThat(result.output())
                .contains("Talking to an emulator of its own at http://127.0.0.1:")
                .containsPattern("Answer: \\S.* \\([1-9][0-9]* bytes of audio\\)")
                .contains("Second session: ", "1011: Token has been used too many times")
                .doesNotContain("auth_tokens/");
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void mintAndTalk_whenTheEnvironmentNamesAnEmulator_talksToThatOnly() throws Exception {
        try (GeminiEmulator emulator = GeminiEmulator.start()) {
            Program.Result result = Program.run(
                    MintAndTalk.class,
                    Map.of("EPHEMERA_EMULATOR", "127.0.0.1:" + emulator.port(), "GEMINI_API_KEY", emulator.apiKey()),
                    List.of());

            assertThat(result.output()).contains("Second session: ", "1011: Token has been used too many times");
            assertThat(result.exitStatus()).isZero();
            assertThat(emulator.sessions()).hasSize(2);
        }
    }

    @Test
    void tokenInSixtySeconds_whenTheEnvironmentNamesAnEmulator_mintsThereAndKeepsTheRealKey() throws Exception {
        try (GeminiEmulator emulator = GeminiEmulator.start()) {
            Program.Result result = Program.run(
                    TokenInSixtySeconds.class,
                    Map.of("EPHEMERA_EMULATOR", "127.0.0.1:" + emulator.port(), "GEMINI_API_KEY", "a-real-key"),
                    List.of());

            assertThat(result.output()).contains("characters is ready for the browser");
            assertThat(result.exitStatus()).isZero();
            assertThat(emulator.tokens()).hasSize(1);
        }
    }

    @Test
    void sessionInSixtySeconds_withATokenOfTheBackend_playsAudioToTheEndOfTheTurn() {
        PrintStream original = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Service service = Service.emulated()) {
            LiveConnectConfig config = LiveConnectConfig.builder()
                    .addResponseModalities(Modality.AUDIO)
                    .build();
            AuthToken token = service.backend()
                    .tokens()
                    .create(c -> c.liveConnectConstraints(LiveConnectConstraints.builder()
                            .model(Service.model())
                            .config(config)
                            .build()));
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            try (GeminiClient device = service.device(token)) {
                SessionInSixtySeconds.talk(device);
            }
        } finally {
            System.setOut(original);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).containsPattern("[1-9][0-9]* ms of audio");
    }

    @Test
    void tokensThatRenew_whenTheEnvironmentNamesAnEmulator_opensEachSessionWithAnotherToken() throws Exception {
        try (GeminiEmulator emulator = GeminiEmulator.start()) {
            Program.Result result = Program.run(
                    TokensThatRenew.class,
                    Map.of("EPHEMERA_EMULATOR", "127.0.0.1:" + emulator.port(), "GEMINI_API_KEY", emulator.apiKey()),
                    List.of());

            assertThat(result.output())
                    .contains("Session 3, with a token of its own: OPEN")
                    .doesNotContain("auth_tokens/");
            assertThat(result.exitStatus()).isZero();
            assertThat(emulator.tokens()).hasSize(3);
            assertThat(emulator.sessions()).hasSize(3);
        }
    }

    @Test
    void speakFromWav_withARecordingInStereo_isHeardAtItsLengthAndWritesTheAnswer(@TempDir Path folder)
            throws Exception {
        Path question = folder.resolve("question.wav");
        Path answer = folder.resolve("answer.wav");
        Files.write(question, stereo(3 * 48_000));
        try (GeminiEmulator emulator = GeminiEmulator.start()) {
            Program.Result result = Program.run(
                    SpeakFromWav.class,
                    Map.of("EPHEMERA_EMULATOR", "127.0.0.1:" + emulator.port(), "GEMINI_API_KEY", emulator.apiKey()),
                    List.of(question.toString(), answer.toString()));

            assertThat(result.output())
                    .containsPattern("Sent .*question.wav, with a peak of -6[.,]0 dBFS")
                    .contains("I heard 3.0 s of audio.")
                    .containsPattern("Wrote [1-9][0-9]+ ms to .*answer.wav");
            assertThat(result.exitStatus()).isZero();
        }
        try (WavReader wav = WavReader.open(answer)) {
            assertThat(wav.format()).isEqualTo(PcmFormat.OUTPUT);
            assertThat(PcmLevel.of(wav.read(24_000)).peakDbfs()).isBetween(-60.0, 0.0);
        }
    }

    @Test
    void speakFromWav_withoutARecording_humsToAnEmulatorOfItsOwn() throws Exception {
        Program.Result result = Program.run(SpeakFromWav.class, Map.of(), List.of());

        Matcher wrote = Pattern.compile("Wrote [1-9][0-9]* ms to (.*wav)").matcher(result.output());
        assertThat(wrote.find()).as(result.output()).isTrue();
        assertThat(Files.deleteIfExists(Path.of(wrote.group(1)))).isTrue();
        assertThat(result.exitStatus()).isZero();
    }

    /** A square wave of half of full scale in both channels. */
    private static byte[] stereo(int instants) {
        byte[] wav = WavWriter.wav(Bytes.copyOf(new byte[4 * instants]), new PcmFormat(48_000))
                .toByteArray();
        ByteBuffer bytes = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(22, (short) 2).putInt(28, 4 * 48_000).putShort(32, (short) 4);
        for (int i = 0; i < 2 * instants; i++) {
            bytes.putShort(44 + (2 * i), (short) (i / 2 / 100 % 2 == 0 ? 16_384 : -16_384));
        }
        return wav;
    }

    @Test
    void typesOnly_whenRun_endsNormally() throws Exception {
        Program.Result result = Program.run(TypesOnly.class, Map.of(), List.of());

        assertThat(result.output()).contains("The connection ends in 50 s.");
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void goOnLater_whenRunAgain_goesOn_andStartsAnewWhereTheServiceHasForgotten(@TempDir Path folder) throws Exception {
        try (GeminiEmulator emulator = GeminiEmulator.start()) {
            assertThat(goOnLater(emulator, "Hello there", folder)).contains("You said: Hello there");
            assertThat(goOnLater(emulator, "What did I say?", folder)).contains("You said before: Hello there");
        }
        try (GeminiEmulator another = GeminiEmulator.start()) {
            assertThat(goOnLater(another, "What did I say?", folder))
                    .contains("the resumption handle is wrong or too old; connect without it")
                    .contains("You said nothing before");
        }
    }

    @Test
    void talkForHours_whenTheEndOfTheConnectionIsAnnounced_goesOn() throws Exception {
        EmulatorOptions soon =
                EmulatorOptions.builder().goAwayAfter(Duration.ofSeconds(1)).build();
        try (GeminiEmulator emulator = GeminiEmulator.start(soon)) {
            Program.Result result = Program.run(
                    TalkForHours.class,
                    Map.of("EPHEMERA_EMULATOR", "127.0.0.1:" + emulator.port(), "GEMINI_API_KEY", emulator.apiKey()),
                    List.of());

            assertThat(result.output())
                    .contains("The connection is over: MOVED")
                    .contains("and the model remembers: true");
            assertThat(result.exitStatus()).isZero();
        }
    }

    private static String goOnLater(GeminiEmulator emulator, String says, Path folder) throws Exception {
        Program.Result result = Program.run(
                GoOnLater.class,
                Map.of("EPHEMERA_EMULATOR", "127.0.0.1:" + emulator.port(), "GEMINI_API_KEY", emulator.apiKey()),
                List.of(says, folder.toString()));
        assertThat(result.exitStatus()).isZero();
        return result.output();
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void sessionExample_whenRun_printsWhatItShows(Class<?> example, List<String> arguments, String shown)
            throws Exception {
        Program.Result result = Program.run(example, Map.of(), arguments);

        assertThat(result.output()).containsPattern(shown);
        assertThat(result.exitStatus()).isZero();
    }

    static Stream<Arguments> sessions() {
        return Stream.of(
                Arguments.of(TextChat.class, List.of("Good morning!", "Good night!"), "morning[\\s\\S]*night"),
                Arguments.of(CallFunctions.class, List.of(), "Called set_light with [\\s\\S]*room"),
                Arguments.of(
                        StopWhenInterrupted.class,
                        List.of(),
                        "Stopped turn 1\\.\\R[1-9][0-9]* pieces are left to play, all of turn 2: true"),
                Arguments.of(TalkWithoutBlocking.class, List.of(), "\\S[\\s\\S]*Ended by CLIENT"),
                Arguments.of(WhenASessionFails.class, List.of(), "Ended by CLIENT with 1000, CLOSED_HERE"),
                Arguments.of(
                        WhenASessionFails.class,
                        List.of("tunedModels/none"),
                        "refused the session with close code 1008[\\s\\S]*Likely: "));
    }
}
