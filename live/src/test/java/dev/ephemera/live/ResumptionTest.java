package dev.ephemera.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResumptionTest {

    private static final String HANDLE = "secret-handle-of-the-test";
    private static final Instant RECEIVED = Instant.parse("2030-01-01T00:00:00Z");
    private static final Resumption OPEN = Resumption.builder()
            .handle(HANDLE)
            .model("models/m")
            .receivedAt(RECEIVED)
            .resumable(true)
            .build();
    private static final Resumption ENDED =
            OPEN.toBuilder().endedAt(RECEIVED.plusSeconds(60)).build();

    @Test
    void resumption_whenShown_hidesItsHandle() {
        assertThat(ENDED.toString()).contains("models/m", "(redacted)").doesNotContain(HANDLE);
    }

    @Test
    void expiry_ofASessionThatIsOpen_isNotKnown() {
        assertThat(OPEN.expiresAt()).isEmpty();
        assertThat(OPEN.expired(Instant.MAX)).isFalse();
    }

    @Test
    void expiry_ofASessionThatEnded_isTwoHoursLater() {
        Instant end = Instant.parse("2030-01-01T02:01:00Z");

        assertThat(ENDED.expiresAt()).contains(end);
        assertThat(ENDED.expired(end.minusNanos(1))).isFalse();
        assertThat(ENDED.expired(end)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'',models/m,The handle of a resumption is blank", "h,' ',The model of a resumption is blank"})
    void build_withABlankName_isRefused(String handle, String model, String message) {
        Resumption.Builder builder = OPEN.toBuilder().handle(handle).model(model);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    /** Other processes, perhaps with other versions of this library, read what stands there. */
    @Test
    void json_isTheFormThatIsStored() {
        assertThat(ENDED.toJson())
                .isEqualTo(
                        "{\"version\":1,\"handle\":\"secret-handle-of-the-test\",\"model\":\"models/m\","
                                + "\"receivedAt\":\"2030-01-01T00:00:00Z\",\"resumable\":true,\"endedAt\":\"2030-01-01T00:01:00Z\"}");
        assertThat(OPEN.toJson()).doesNotContain("endedAt");
    }

    @Test
    void json_withMembersOfALaterTime_isRead() {
        String json = OPEN.toJson().replace("{\"version\"", "{\"newer\":{\"a\":[1]},\"version\"");

        assertThat(Resumption.fromJson(json)).isEqualTo(OPEN);
    }

    @Test
    void json_ofWhateverResumption_isReadAsTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Resumption resumption = Resumption.builder()
                    .handle(text(random))
                    .model(text(random))
                    .receivedAt(instant(random))
                    .resumable(random.nextBoolean())
                    .endedAt(random.nextBoolean() ? Optional.of(instant(random)) : Optional.empty())
                    .build();

            String json = resumption.toJson();

            assertThat(Resumption.fromJson(json))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(resumption);
            assertThat(json).as("seed %d, round %d", seed, round).doesNotContain("\n");
        }
    }

    /** Any characters of Unicode, with those that JSON escapes; never blank. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(40); i > 0; i--) {
            int any = random.nextInt(Character.MAX_CODE_POINT + 1);
            boolean surrogate = any >= Character.MIN_SURROGATE && any <= Character.MAX_SURROGATE;
            text.appendCodePoint(surrogate || random.nextBoolean() ? random.nextInt(128) : any);
        }
        return text.toString();
    }

    private static Instant instant(Random random) {
        long day = Duration.ofDays(1).toSeconds();
        return Instant.ofEpochSecond(random.nextLong(-day * 800_000, day * 3_000_000), random.nextInt(1_000_000_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | it is no JSON object",
                "secret-handle-of-the-test | it is no JSON object",
                "\"secret-handle-of-the-test\" | it is no JSON object",
                "[] | it is no JSON object",
                "null | it is no JSON object",
                "{\"handle\":\"secret-handle-of-the-test | it is no JSON object",
                "{} | version is missing",
                "{\"version\":\"1\"} | version is not a number",
                "{\"version\":1.5} | version is not a number",
                "{\"version\":1e400} | version is not a number",
                "{\"version\":1} | handle is missing",
                "{\"version\":1,\"handle\":7} | handle is not a string",
                "{\"version\":1,\"handle\":null} | handle is not a string",
                "{\"version\":1,\"handle\":\"secret-handle-of-the-test\"} | model is missing",
                "{\"version\":1,\"handle\":\"secret-handle-of-the-test\",\"model\":\"m\",\"receivedAt\":\"now\"} | receivedAt is not a time"
            })
    void fromJson_ofSomethingElse_saysWhatIsWrongAndNotWhatStandsThere(String json, String why) {
        assertThatThrownBy(() -> Resumption.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This is no stored resumption: " + why + ".")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "1000"})
    void fromJson_ofAnotherVersion_namesBothAndTheWayOut(String version) {
        String json = OPEN.toJson().replace("\"version\":1", "\"version\":" + version);

        assertThatThrownBy(() -> Resumption.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The stored resumption is of version " + version
                        + ", and only version 1 is known here; read it with the library that wrote it");
    }
}
