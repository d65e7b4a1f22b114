package dev.ephemera.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From JMH's result to the table; the figures are made up. */
final class PureCostsTest {

    private static final String RESULT = """
            [
              {
                "benchmark": "some.CodecsBenchmark.readTextByDatabind",
                "primaryMetric": {"score": 2100, "scoreError": "NaN", "rawData": [[2000.0, 1900.0, 2400.0]]},
                "secondaryMetrics": {"gc.alloc.rate.norm": {"rawData": [[600.0, 600.0, 600.0]]}}
              },
              {
                "benchmark": "some.CodecsBenchmark.readText",
                "primaryMetric": {"score": 1000, "scoreError": "NaN", "rawData": [[1000.0, 950.0, 1100.0]]},
                "secondaryMetrics": {"gc.alloc.rate.norm": {"rawData": [[400.0, 400.0, 400.0]]}}
              }
            ]
            """;

    @Test
    void report_whenTheSameWorkIsDoneByAnother_setsItBesideOurs() {
        assertThat(report(RESULT).text()).contains("""
                        | codecs: read text | Ephemera | 1000.0 (950.0 to 1100.0) |  | 400.0 |  |
                        | codecs: read text | databind | 2000.0 (1900.0 to 2400.0) | 2.00 | 600.0 | 1.50 |
                        """);
    }

    @Test
    void report_whenAllocationWasNotMeasured_saysWhatIsMissing() {
        assertThatThrownBy(() -> report(RESULT.replace("gc.alloc.rate.norm", "gc.count")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("gc.alloc.rate.norm", "[gc.count]");
    }

    @Test
    void report_whenTwoBenchmarksHaveOneName_losesNeither() {
        assertThatThrownBy(() -> report(RESULT.replace("ByDatabind", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("some.CodecsBenchmark.readText");
    }

    private static Report report(String result) {
        return PureCosts.report(result.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "a.b.AudioTextsBenchmark.read48000BytesByCodecAlone, audio texts, read 48000 bytes, codec alone",
        "SoundBenchmark.resample48To16, sound, resample 48 to 16, ''",
        "LocksBenchmark.replayByes, locks, replay byes, ''"
    })
    void named_whenGivenTheNameOfABenchmark_saysItInWords(String name, String subject, String work, String by) {
        assertThat(PureWork.named(name)).isEqualTo(new PureWork(subject, work, by));
    }

    @Test
    void named_whenTheClassIsNamedOtherwise_namesIt() {
        assertThatThrownBy(() -> PureWork.named("some.Codecs.readText")).hasMessageContaining("some.Codecs.readText");
    }
}
