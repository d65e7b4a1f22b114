package dev.ephemera.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonValueTest {

    private static final String EVERYTHING = "{\"null\":null,\"bool\":true,\"int\":7,\"long\":9007199254740993,"
            + "\"big\":123456789012345678901234567890,\"decimal\":0.10,"
            + "\"long decimal\":3.14159265358979323846264338327950288419716939937510,\"huge\":1E+400,"
            + "\"string\":\"a\\\"b\\\\c\\n\",\"array\":[1.50,[2.5,null],{\"x\":[]}],\"object\":{\"y\":{}}}";

    @ParameterizedTest
    @EnumSource
    void jsonValue_whenReadAndWritten_isAsItWas(Mapper mapper) {
        JsonValue value = mapper.read(EVERYTHING, JsonValue.class);

        assertThat(value).hasToString(EVERYTHING);
        assertThat(Mapper.JACKSON_3.write(value)).isEqualTo(EVERYTHING);
        assertThat(Mapper.JACKSON_2.write(value)).isEqualTo(EVERYTHING);
        assertThat(value.asObject().get("huge").orElseThrow().asNumber()).isEqualTo(new BigDecimal("1e400"));
        assertThat(value.asObject().get("null")).contains(JsonValue.NULL);
    }

    /** Names that a reader takes for a parameter of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"", "members", "member", "value", "number", "only", "\0no member"})
    void object_whenAMemberHasAnAwkwardName_keepsItAmongTheOthers(String name) {
        JsonValue inner = JsonValue.of(Map.of(name, Map.of("a", 1), "b", 2));
        for (Mapper mapper : Mapper.values()) {
            assertThat(mapper.read(mapper.write(inner), JsonValue.class)).isEqualTo(inner);
        }
    }

    @ParameterizedTest
    @EnumSource
    void jsonObject_whenReadAndWritten_keepsItsMembersInOrder(Mapper mapper) {
        JsonObject object = mapper.read(EVERYTHING, JsonObject.class);

        assertThat(object.toString()).isEqualTo(EVERYTHING);
        assertThat(mapper.write(object)).isEqualTo(EVERYTHING);
    }

    @Test
    void of_whenGivenPlainJava_copiesIt() {
        List<Object> list = Arrays.asList(1, 2.5, null, "x", 'y', true, Modality.AUDIO, Map.of());

        assertThat(JsonValue.of(list)).hasToString("[1,2.5,null,\"x\",\"y\",true,\"AUDIO\",{}]");
        assertThat(JsonValue.of(new Object[] {1L})).hasToString("[1]");
    }

    @Test
    void of_whenGivenWhatJsonLacks_namesIt() {
        assertThatThrownBy(() -> JsonValue.of(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JSON has no number NaN.");
        assertThatThrownBy(() -> JsonValue.of(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> JsonObject.of(Map.of(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Integer");
    }

    @Test
    void asString_whenOtherKind_saysWhich() {
        assertThatThrownBy(() -> JsonValue.of(1).asString())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This JSON value is of kind NUMBER, not STRING.");
    }
}
