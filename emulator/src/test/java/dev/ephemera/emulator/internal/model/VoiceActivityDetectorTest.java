package dev.ephemera.emulator.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ephemera.emulator.Sound;
import dev.ephemera.emulator.internal.model.VoiceActivityDetector.Event;
import dev.ephemera.emulator.internal.model.VoiceActivityDetector.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VoiceActivityDetectorTest {

    private static Settings settings(int prefixPadding, int silence) {
        return new Settings(-40, -45, Duration.ofMillis(prefixPadding), Duration.ofMillis(silence));
    }

    private static String written(List<Event> events) {
        return events.stream()
                .map(event -> event.kind() + "@" + event.offset().toMillis())
                .collect(Collectors.joining(" "));
    }

    private static List<Event> heard(Settings settings, byte[] pcm, int rate) {
        return new VoiceActivityDetector(settings).hear(pcm, rate);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000})
    void speech_atAnyRate_isHeardWhereItIs(int rate) {
        byte[] pcm = Sound.at(rate).silence(400).speech(600).silence(1000).pcm();
        List<Event> events = heard(settings(40, 500), pcm, rate);
        assertThat(written(events)).isEqualTo("SPEECH_START@400 SPEECH_END@1000");
        assertThat(events.get(1).length()).isEqualTo(Duration.ofMillis(600));
        assertThat(events.get(1).level()).isCloseTo(-20, within(0.5));
    }

    /** Padding, silence, the sound as letters of 100 ms (speech, quiet speech, silence), what is heard. */
    @ParameterizedTest
    @CsvSource({
        "100, 500, __S_______, SPEECH_START@200 SPEECH_END@300",
        "101, 500, __S_______, ''",
        "0,   500, __S_______, SPEECH_START@200 SPEECH_END@300",
        "300, 500, S_S_SSS_____, SPEECH_START@400 SPEECH_END@700",
        "100, 500, SS____SS_____, SPEECH_START@0 SPEECH_END@800",
        "100, 400, SS____SS____, SPEECH_START@0 SPEECH_END@200 SPEECH_START@600 SPEECH_END@800",
        "100, 0,   S_S_, SPEECH_START@0 SPEECH_END@100 SPEECH_START@200 SPEECH_END@300",
        // -42 dB is too quiet to begin, and loud enough to go on.
        "100, 300, qqqq____, ''",
        "100, 300, Sqqq___, SPEECH_START@0 SPEECH_END@400",
        "100, 300, SSSSSS, SPEECH_START@0"
    })
    void speech_bySettings_beginsAndEnds(int prefixPadding, int silence, String pattern, String expected) {
        Sound sound = Sound.at(16_000);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            sound = c == 'S' ? sound.speech(100) : c == 'q' ? sound.tone(100, -42) : sound.silence(100);
        }
        assertThat(written(heard(settings(prefixPadding, silence), sound.pcm(), 16_000)))
                .isEqualTo(expected);
    }

    @Test
    void speech_howeverItIsCut_isTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Sound sound = Sound.at(16_000);
        for (int i = 0; i < 40; i++) {
            int millis = random.nextInt(800);
            sound = random.nextBoolean() ? sound.silence(millis) : sound.tone(millis, -60 + random.nextInt(50));
        }
        byte[] pcm = sound.pcm();
        List<Event> whole = heard(settings(100, 300), pcm, 16_000);
        VoiceActivityDetector detector = new VoiceActivityDetector(settings(100, 300));
        List<Event> cut = new ArrayList<>();
        for (int from = 0; from < pcm.length; ) {
            int to = Math.min(pcm.length, from + 2 * random.nextInt(5_000));
            cut.addAll(detector.hear(Arrays.copyOfRange(pcm, from, to), 16_000));
            from = to;
        }
        assertThat(cut).as("seed " + seed).isEqualTo(whole).isNotEmpty();
    }

    @Test
    void speech_whenTheRateChangesMeanwhile_keepsTheTime() {
        VoiceActivityDetector detector = new VoiceActivityDetector(settings(100, 300));
        List<Event> events = new ArrayList<>();
        events.addAll(detector.hear(Sound.at(8_000).silence(210).pcm(), 8_000));
        events.addAll(detector.hear(Sound.at(48_000).silence(190).speech(200).pcm(), 48_000));
        assertThat(detector.speaking()).isTrue();
        events.addAll(detector.hear(Sound.at(16_000).silence(400).pcm(), 16_000));
        assertThat(written(events)).isEqualTo("SPEECH_START@400 SPEECH_END@600");
        assertThat(detector.speaking()).isFalse();
    }

    @Test
    void flush_whileSomebodySpeaks_endsTheSpeech() {
        VoiceActivityDetector detector = new VoiceActivityDetector(settings(100, 300));
        detector.hear(Sound.at(16_000).speech(200).silence(100).pcm(), 16_000);
        assertThat(detector.spoken()).isEqualTo(Duration.ofMillis(200));
        assertThat(written(detector.flush())).isEqualTo("SPEECH_END@200");
        assertThat(detector.flush()).isEmpty();
        assertThat(detector.spoken()).isZero();
        assertThat(written(detector.hear(Sound.at(16_000).speech(200).pcm(), 16_000)))
                .isEqualTo("SPEECH_START@300");
    }
}
