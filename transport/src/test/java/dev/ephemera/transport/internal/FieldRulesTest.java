package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.internal.Descriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldRulesTest {

    private static void check(String version, String json) {
        new FieldRules(version)
                .check(Json.read(json, LiveConnectConfig.class), Descriptors.message("LiveConnectConfig"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"temperatur\":1} | temperatur is no field of LiveConnectConfig",
                "{\"tools\":[{},{\"x\":1}]} | tools[1].x is no field of Tool",
                "{\"speechConfig\":{\"voiceConfig\":{\"x\":1}}} | speechConfig.voiceConfig.x is no field of VoiceConfig",
                "{\"explicitVadSignal\":true} | explicitVadSignal is refused: ",
                "{\"proactivity\":{}} | proactivity is taken by the API version v1alpha only, and v1beta is chosen"
            })
    void value_withAFieldThatIsNotTaken_isRefusedByPlace(String json, String message) {
        assertThatThrownBy(() -> check("v1beta", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void value_whenTheVersionFits_isTaken() {
        assertThatCode(() -> check("v1alpha", "{\"proactivity\":{}}")).doesNotThrowAnyException();
        assertThatCode(() -> check(
                        "v1beta",
                        "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":{\"type\":\"OBJECT\","
                                + "\"properties\":{\"any name\":{\"type\":\"STRING\"}}}}]}],"
                                + "\"responseModalities\":[\"NEW_ONE\"],\"systemInstruction\":\"Be brief.\"}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"m, models/m", "models/m, models/m", "tunedModels/t, tunedModels/t"})
    void model_whateverTheForm_isAResourceName(String name, String expected) {
        assertThat(ModelName.onWire(name)).isEqualTo(expected);
    }

    @Test
    void model_whenBlank_isRefused() {
        assertThatThrownBy(() -> ModelName.onWire(" ")).hasMessage("The model's name is blank.");
    }
}
