package dev.ephemera.transport.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.Content;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.GenerationConfig;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.Part;
import dev.ephemera.types.internal.WireFormat;
import dev.ephemera.types.samples.MessageType;
import dev.ephemera.types.samples.PlainMapper;
import dev.ephemera.types.samples.RoundTripContract;
import dev.ephemera.types.samples.Samples;
import dev.ephemera.types.samples.Seed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the codecs write and read is what a plain mapper makes of the types. */
final class JsonTest implements RoundTripContract {

    /** The mapper of a user, and the codecs. */
    private enum Side implements PlainMapper {
        MAPPER {
            private static final JsonMapper PLAIN = JsonMapper.builder().build();

            @Override
            public <T> T read(String json, Class<T> type) {
                return PLAIN.readValue(json, type);
            }

            @Override
            public String write(Object value) {
                return PLAIN.writeValueAsString(value);
            }
        },
        CODECS {
            @Override
            public <T> T read(String json, Class<T> type) {
                return Json.read(json, type);
            }

            @Override
            public String write(Object value) {
                return Json.write(value);
            }
        }
    }

    @Override
    public List<Side> mappers() {
        return List.of(Side.values());
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.types.samples.MessageType#all")
    void message_whenWritten_isTheTextThatTheMapperWrites(MessageType type) {
        Samples.of(Seed.random(type.toString()))
                .of(type, 12)
                .forEach(sample ->
                        assertThat(Side.CODECS.write(sample)).as(Seed.option()).isEqualTo(Side.MAPPER.write(sample)));
    }

    /** Bytes are turned, cut out and put in; what both take they take for the same. */
    @ParameterizedTest
    @MethodSource("dev.ephemera.types.samples.MessageType#all")
    void text_whenDamaged_isReadAsTheMapperReadsItOrRefused(MessageType type) {
        Random random = Seed.random(type.toString());
        Samples samples = Samples.of(random);
        for (int i = 0; i < 60; i++) {
            String text = damaged(Json.write(samples.random(type)), random);
            Optional<?> read = read(Side.CODECS, text, type);
            Optional<?> mapped = read(Side.MAPPER, text, type);
            if (read.isPresent() && mapped.isPresent()) {
                assertThat(read).as("%s with %s", text, Seed.option()).isEqualTo(mapped);
            }
        }
    }

    /** A refusal is the only exception there may be. */
    private static Optional<?> read(Side side, String text, MessageType type) {
        try {
            return Optional.of(side.read(text, type.javaType()));
        } catch (JacksonException refused) {
            return Optional.empty();
        }
    }

    private static String damaged(String json, Random random) {
        String alphabet = "{}[]\",:0123456789.eE+-truefalsn ";
        StringBuilder damaged = new StringBuilder(json);
        for (int i = 0; i <= random.nextInt(2); i++) {
            damaged.setCharAt(random.nextInt(json.length()), alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return damaged.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"uses\": \"3\"}                                     | a number in quotes",
                "{\"uses\": 3.0}                                       | a whole number with a point",
                "{\"uses\": null, \"expireTime\": null}                | null is absent",
                "{\"expireTime\": \"2030-01-01T01:00:00+01:00\"}       | a time with an offset",
                "{\"lockAdditionalFields\": null}                      | null is absent where absent and empty differ",
                "{\"lockAdditionalFields\": []}                        | empty where absent and empty differ",
                "{\"newer\": {\"a\": [1, 1e400, null, {}]}}            | unknown fields",
                "{\"uses\": 1, \"uses\": 2}                            | the last of two",
            })
    void config_inAFormThatIsNotTheUsualOne_isReadAsTheMapperReadsIt(String json, String form) {
        assertThat(Json.read(json, CreateAuthTokenConfig.class))
                .as(form)
                .isEqualTo(Side.MAPPER.read(json, CreateAuthTokenConfig.class));
    }

    @ParameterizedTest
    @CsvSource({"\"0.5\",0.5", "1,1.0", "1e3,1000.0", "\"NaN\",NaN", "\"-Infinity\",-Infinity"})
    void number_inQuotesOrNot_isRead(String json, double number) {
        assertThat(Json.read("{\"temperature\": " + json + "}", GenerationConfig.class)
                        .temperature())
                .contains(number);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "\"True\",true", "1,true", "false,false", "\"FALSE\",false", "0,false"})
    void truth_inAFormThatIsNotTheUsualOne_isReadAsTheMapperReadsIt(String json, boolean truth) {
        String text = "{\"thought\": " + json + "}";

        assertThat(Json.read(text, Part.class).thought()).contains(truth);
        assertThat(Side.MAPPER.read(text, Part.class).thought()).contains(truth);
    }

    @Test
    void content_givenAsABareString_isAUsersText() {
        assertThat(Json.read("\"hello\"", Content.class)).isEqualTo(Content.ofText("hello"));
    }

    @Test
    void value_withNumbersThatNoDoubleHolds_keepsTheirDigits() {
        String json = "[0.10,1e400,12345678901234567890123,null,true,\"\",{\"a\":{}}]";

        assertThat(Json.read(json, JsonValue.class).toString())
                .isEqualTo("[0.10,1E+400,12345678901234567890123,null,true,\"\",{\"a\":{}}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                    | no JSON",
                "null                                  | the JSON null",
                "[]                                    | a list for a message",
                "\"text\"                              | a text for a message",
                "{\"uses\": 1} {}                      | something that follows",
                "{\"uses\": 1                          | an end that comes too early",
                "{\"uses\": 1,}                        | a comma too many",
                "{\"uses\": 3000000000}                | a number that is too long",
                "{\"uses\": \"three\"}                 | a word for a number",
                "{\"uses\": true}                      | true for a number",
                "{\"uses\": {}}                        | an object for a number",
                "{\"expireTime\": 5}                   | a number for a time",
                "{\"expireTime\": \"soon\"}            | a word for a time",
                "{\"lockAdditionalFields\": \"topP\"}  | one value for a list",
                "{\"lockAdditionalFields\": [null]}    | a null in a list",
                "{\"liveConnectConstraints\": 1}       | a number for a message",
                "{\"liveConnectConstraints\": \"\"}    | an empty text for a message"
            })
    void config_thatIsNone_isRefused(String json, String why) {
        assertThatThrownBy(() -> Json.read(json, CreateAuthTokenConfig.class))
                .as(why)
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"expireTime\": \"auth_tokens/secret\"}",
                "{\"uses\": \"auth_tokens/secret\"}",
                "{\"uses\": {\"auth_tokens/secret\": 1}}",
                "{\"lockAdditionalFields\": \"auth_tokens/secret\"}",
                "{\"liveConnectConstraints\": \"auth_tokens/secret\"}",
                "{\"uses\": 1} \"auth_tokens/secret\""
            })
    void refusal_ofAValue_doesNotQuoteIt(String json) {
        assertThatThrownBy(() -> Json.read(json, CreateAuthTokenConfig.class)).satisfies(refusal -> {
            StringWriter everything = new StringWriter();
            refusal.printStackTrace(new PrintWriter(everything));
            assertThat(everything.toString()).doesNotContain("secret");
        });
    }

    @Test
    void number_inQuotesThatIsTooLong_isRefusedUnread() {
        String digits = "9".repeat(100_000);

        assertThatThrownBy(() -> Json.read("{\"temperature\": \"" + digits + "\"}", GenerationConfig.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("at most 1000 characters");
        assertThatThrownBy(() -> WireFormat.duration(digits + "s")).hasMessageContaining("Not a length of time");
    }

    @Test
    void bytes_afterAValueThatCouldNotBeWritten_areThoseOfTheNextOne() {
        JsonValue tooDeep = JsonValue.NULL;
        for (int i = 0; i < 2_000; i++) {
            tooDeep = JsonValue.of(List.of(tooDeep));
        }
        JsonValue refused = tooDeep;
        assertThatThrownBy(() -> Json.writeBytes(refused)).isInstanceOf(JacksonException.class);

        assertThat(new String(Json.writeBytes(Content.ofText("next")), StandardCharsets.UTF_8))
                .isEqualTo(Side.MAPPER.write(Content.ofText("next")));
    }

    @Test
    void object_whoseDepthIsHostile_isRefused() {
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> Json.read("{\"newer\": " + deep, LiveServerMessage.class))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> Json.read(deep, JsonValue.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void type_thatIsNoneOfOurs_isRefusedByItsName() {
        assertThatThrownBy(() -> Json.writeBytes(Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.time.Instant");
        assertThatThrownBy(() -> Json.read("{}", Instant.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.time.Instant");
        assertThat(Json.write(JsonObject.empty())).isEqualTo("{}");
    }
}
