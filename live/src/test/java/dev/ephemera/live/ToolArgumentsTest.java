package dev.ephemera.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolArgumentsTest {

    private static final ToolArguments ARGUMENTS = ToolArguments.of(JsonObject.of(Map.of(
            "city",
            "Bern",
            "days",
            new BigDecimal("3.0"),
            "half",
            0.5,
            "huge",
            new BigDecimal("1e400"),
            "exact",
            true,
            "tags",
            List.of("a", "b"),
            "where",
            Map.of("x", 1),
            "nothing",
            JsonValue.NULL)));

    private static final Map<String, BiFunction<ToolArguments, String, Object>> READS = Map.of(
            "STRING", ToolArguments::string,
            "BOOL", ToolArguments::bool,
            "NUMBER", ToolArguments::number,
            "INTEGER", ToolArguments::integer,
            "LIST", ToolArguments::list,
            "OBJECT", (arguments, name) -> arguments.object(name).json());

    private static Object read(ToolArguments arguments, String how, String name) {
        return Objects.requireNonNull(READS.get(how)).apply(arguments, name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STRING | city | Bern",
                "INTEGER | days | 3",
                "NUMBER | half | 0.5",
                "NUMBER | huge | 1E+400",
                "BOOL | exact | true",
                "LIST | tags | [\"a\", \"b\"]",
                "OBJECT | where | {\"x\":1}"
            })
    void argument_ofItsType_isRead(String how, String name, String expected) {
        assertThat(read(ARGUMENTS, how, name)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STRING | days | The argument days is of kind NUMBER; it must be STRING.",
                "INTEGER | city | The argument city is of kind STRING; it must be NUMBER.",
                "INTEGER | half | The argument half is 0.5; it must be a whole number of 64 bits.",
                "INTEGER | huge | The argument huge is 1E+400; it must be a whole number of 64 bits.",
                "BOOL | city | The argument city is of kind STRING; it must be BOOLEAN.",
                "LIST | where | The argument where is of kind OBJECT; it must be ARRAY.",
                "OBJECT | tags | The argument tags is of kind ARRAY; it must be OBJECT."
            })
    void argument_ofAnotherType_isRefusedByName(String how, String name, String message) {
        assertThatThrownBy(() -> read(ARGUMENTS, how, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void argument_thatIsMissing_isRefusedWithTheNamesThatAreThere() {
        ToolArguments one = ToolArguments.of(JsonObject.of(Map.of("nothing", JsonValue.NULL)));

        for (String name : Arrays.asList("town", "nothing")) {
            assertThat(one.has(name)).isFalse();
            for (String how : READS.keySet()) {
                assertThatThrownBy(() -> read(one, how, name))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("The argument " + name + " is missing; given are: nothing.");
            }
        }
        assertThat(ARGUMENTS.has("city")).isTrue();
        assertThatThrownBy(() -> ToolArguments.of(JsonObject.empty()).string("city"))
                .hasMessage("The argument city is missing; given are: none.");
    }

    @Test
    void toString_showsNamesAndNoValues() {
        assertThat(ToolArguments.of(JsonObject.of(Map.of("city", "Bern")))).hasToString("ToolArguments[city]");
    }
}
