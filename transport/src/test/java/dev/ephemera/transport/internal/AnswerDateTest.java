package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerDateTest {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static Instant read(String date) {
        return AnswerDate.of(new Headers.Builder().add("date", date).build());
    }

    @Test
    void date_ofEveryMonthAndHour_isReadToTheSecond() {
        Instant time = Instant.parse("2023-12-31T23:59:58Z");
        for (int i = 0; i < 500; i++) {
            assertThat(read(FORM.format(time))).isEqualTo(time);
            time = time.plus(Duration.ofHours(37)).plusSeconds(61);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sunday, 06-Nov-94 08:49:37 GMT | 1994-11-06T08:49:37Z",
                "Sun Nov  6 08:49:37 1994       | 1994-11-06T08:49:37Z",
                "Sun, 06 Nov 1994 08:49:37 GMT  | 1994-11-06T08:49:37Z",
                "Sun, 6 Nov 1994 08:49:37 GMT   | 1994-11-06T08:49:37Z",
            })
    void date_inAnOlderForm_isLeftToOkHttp(String date, Instant expected) {
        assertThat(read(date)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "Sun, 06 Xxx 1994 08:49:37 GMT", "Sun, aa Nov 1994 08:49:37 GMT"})
    void date_ofNoForm_isNone(String date) {
        assertThat(read(date)).isNull();
    }

    @Test
    void date_thatIsAbsent_isNone() {
        assertThat(AnswerDate.of(Headers.of())).isNull();
    }
}
