package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.Content;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import dev.ephemera.types.Part;
import dev.ephemera.types.Schema;
import dev.ephemera.types.internal.Descriptors;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MapInputTest {

    private static LiveConnectConfig config(Map<String, ?> map) {
        return MapInput.read(map, Descriptors.message("LiveConnectConfig"), LiveConnectConfig.class);
    }

    private static String json(Map<String, ?> map) {
        return Json.write(config(map));
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of(Map.of("temperature", 1), "{\"temperature\":1.0}"),
                Arguments.of(Map.of("max_output_tokens", 40.0), "{\"maxOutputTokens\":40}"),
                Arguments.of(Map.of("maxOutputTokens", "40"), "{\"maxOutputTokens\":40}"),
                Arguments.of(
                        Map.of("responseModalities", List.of("AUDIO", Modality.TEXT, Modality.Known.AUDIO)),
                        "{\"responseModalities\":[\"AUDIO\",\"TEXT\",\"AUDIO\"]}"),
                Arguments.of(
                        Map.of("responseModalities", new String[] {"NEW_ONE"}),
                        "{\"responseModalities\":[\"NEW_ONE\"]}"),
                Arguments.of(
                        Map.of("systemInstruction", "Be brief."),
                        "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}],\"role\":\"user\"}}"),
                Arguments.of(
                        Map.of(
                                "system_instruction",
                                Content.builder()
                                        .addParts(Part.builder().text("x").build())
                                        .build()),
                        "{\"systemInstruction\":{\"parts\":[{\"text\":\"x\"}]}}"),
                Arguments.of(
                        Map.of("session_resumption", Map.of("handle", "h")),
                        "{\"sessionResumption\":{\"handle\":\"h\"}}"),
                Arguments.of(
                        Map.of("tools", List.of(JsonObject.of(Map.of("googleSearch", Map.of())))),
                        "{\"tools\":[{\"googleSearch\":{}}]}"),
                Arguments.of(Map.of("tools", JsonValue.of(List.of())), "{}"));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void value_inAnyOfItsForms_isTaken(Map<String, ?> map, String expected) {
        assertThat(Json.read(json(map), JsonObject.class)).isEqualTo(Json.read(expected, JsonObject.class));
    }

    @Test
    void null_isAbsence() {
        Map<String, Object> map = new HashMap<>();
        map.put("temperature", null);
        map.put("tools", JsonValue.NULL);

        assertThat(json(map)).isEqualTo("{}");
    }

    @Test
    void times_inAnyOfTheirForms_areTaken() {
        Instant time = Instant.parse("2030-01-01T00:00:00Z");
        for (Object form : List.of(
                time,
                time.atOffset(ZoneOffset.ofHours(2)),
                time.atZone(ZoneId.of("Asia/Tokyo")),
                "2030-01-01T02:00:00+02:00")) {
            assertThat(MapInput.read(
                                    Map.of("expireTime", form),
                                    Descriptors.message("CreateAuthTokenConfig"),
                                    CreateAuthTokenConfig.class)
                            .expireTime())
                    .contains(time);
        }
    }

    @Test
    void bytesAndDurations_inAnyOfTheirForms_areTaken() {
        for (Object form : List.of(new byte[] {1, 2}, Bytes.copyOf(new byte[] {1, 2}), "AQI=")) {
            assertThat(MapInput.read(
                            Map.of(
                                    "inlineData",
                                    Map.of("data", form),
                                    "videoMetadata",
                                    Map.of("endOffset", Duration.ofMillis(1500))),
                            Descriptors.message("Part"),
                            Part.class))
                    .isEqualTo(MapInput.read(
                            Map.of(
                                    "inline_data",
                                    Map.of("data", "AQI="),
                                    "video_metadata",
                                    Map.of("end_offset", "1.5s")),
                            Descriptors.message("Part"),
                            Part.class));
        }
    }

    @Test
    void maps_areTakenWhole() {
        Schema schema = MapInput.read(
                Map.of("properties", Map.of("any name", Map.of("type", "STRING", "min_length", 3L))),
                Descriptors.message("Schema"),
                Schema.class);

        assertThat(schema.properties().get("any name").minLength()).contains(3L);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Map.of("temperatur", 1), "temperatur is unknown; LiveConnectConfig has "),
                Arguments.of(Map.of("temperature", "secret"), "temperature must be a number, not a String."),
                Arguments.of(Map.of("temperature", Double.NaN), "temperature must be a finite number, not NaN."),
                Arguments.of(
                        Map.of("sessionResumption", Map.of("transparent", true)),
                        "sessionResumption.transparent is refused: "),
                Arguments.of(Map.of("systemInstruction", 5), "systemInstruction must be a map, not 5."),
                Arguments.of(Map.of("tools", List.of(5)), "tools[0] must be a map, not 5."),
                Arguments.of(Map.of("tools", Arrays.asList((Object) null)), "tools[0] is null; leave it out."),
                Arguments.of(
                        Map.of("tools", List.of(Map.of(), Map.of("googleMap", 1))), "tools[1].googleMap is unknown"),
                Arguments.of(
                        Map.of("maxOutputTokens", 1, "max_output_tokens", 2),
                        "as maxOutputTokens and as max_output_tokens."),
                Arguments.of(Map.of("maxOutputTokens", 1.5), "maxOutputTokens must be a 32-bit integer, not 1.5."),
                Arguments.of(
                        Map.of("responseModalities", List.of(1)), "responseModalities[0] must be a string or an enum"));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(
                        "AuthTokenResource",
                        Map.of("expireTime", "tomorrow"),
                        "expireTime is \"tomorrow\"; it must be a time from year 1 to 9999"),
                Arguments.of("AuthTokenResource", Map.of("expireTime", "2030-01-01T00:00:00"), "expireTime is \"2030"),
                Arguments.of("AuthTokenResource", Map.of("expire_time", Instant.MAX), "expire_time is \"+1000000000"),
                Arguments.of(
                        "LiveServerGoAway",
                        Map.of("timeLeft", "50"),
                        "timeLeft is \"50\"; it must be a length of time"),
                Arguments.of(
                        "LiveServerGoAway",
                        Map.of("timeLeft", "x".repeat(100)),
                        "timeLeft is \"" + "x".repeat(60) + "...\""),
                Arguments.of("Blob", Map.of("data", "*secret*"), "data: Not base64"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void text_inTheWrongForm_isRefusedByPlace(String type, Map<String, ?> map, String message) {
        assertThatThrownBy(() -> MapInput.read(map, Descriptors.message(type), JsonObject.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void value_thatMeansNothing_isRefusedByPlace(Map<String, ?> map, String message) {
        assertThatThrownBy(() -> config(map))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }
}
