package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class LiveSetupsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final LiveConnectConfig EMPTY = LiveConnectConfig.builder().build();

    private static LiveConnectConfig config(String json) {
        return Json.read(json, LiveConnectConfig.class);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = LiveSetupsTest.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RequestOptions extra(String json) {
        return RequestOptions.builder()
                .extraBody(Json.read(json, JsonObject.class))
                .build();
    }

    private static JsonNode text(LiveConnectConfig config, RequestOptions options) {
        return MAPPER.readTree(LiveSetups.text("m", config, "v1alpha", options));
    }

    /** As Google's SDK sends it, and the history besides, which that capture leaves out. */
    @Test
    void text_whenTheConfigUsesEverything_putsEachFieldWhereTheWireHasIt() throws IOException {
        JsonNode config = MAPPER.readTree(resource("full-config.json"));
        assertThat(config.propertyNames())
                .as("every field of the config is in the example")
                .containsExactlyInAnyOrderElementsOf(Descriptors.message("LiveConnectConfig").fields().stream()
                        .map(FieldDescriptor::jsonName)
                        .toList());

        String text = new String(
                LiveSetups.text(
                        "gemini-live-2.5-flash-preview", config(config.toString()), "v1alpha", RequestOptions.none()),
                StandardCharsets.UTF_8);

        assertThat(MAPPER.readTree(text)).isEqualTo(MAPPER.readTree(resource("full-setup.json")));
        assertThat(text).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"m,models/m", "models/m,models/m", "tunedModels/m,tunedModels/m"})
    void text_whenNothingIsConfigured_holdsTheModelAlone(String model, String onWire) {
        assertThat(LiveSetups.text(model, EMPTY, "v1beta", RequestOptions.none()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"setup\":{\"model\":\"" + onWire + "\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void text_whenTheModelIsBlank_isRefused(String model) {
        assertThatThrownBy(() -> LiveSetups.text(model, EMPTY, "v1beta", RequestOptions.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | false | v1beta",
                "{} | true | v1alpha",
                "{\"temperature\":1} | false | v1beta",
                "{\"proactivity\":{}} | false | v1alpha",
                "{\"proactivity\":{\"proactiveAudio\":true}} | true | v1alpha"
            })
    void version_isWhatTheConfigAndTheCredentialNeed(String config, boolean token, String version) {
        assertThat(LiveSetups.version(config(config), token)).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"explicitVadSignal\":true} | explicitVadSignal is refused",
                "{\"generationConfig\":{}} | generationConfig is refused",
                "{\"httpOptions\":{}} | httpOptions is refused",
                "{\"sessionResumption\":{\"transparent\":true}} | sessionResumption.transparent is refused: only Vertex AI resumes transparently",
                "{\"temperatur\":1} | temperatur is no field of LiveConnectConfig",
                "{\"proactivity\":{}} | proactivity is taken by the API version v1alpha only"
            })
    void text_whenAFieldIsNotTaken_namesIt(String config, String message) {
        assertThatThrownBy(() -> LiveSetups.text("m", config(config), "v1beta", RequestOptions.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void text_withExtraMembers_putsThemBesideAndInsideTheKnownOnes() {
        JsonNode text = text(
                config("{\"temperature\":0.5}"),
                extra("{\"newer\":[1],\"generationConfig\":{\"newest\":true},\"contextWindowCompression\":{\"x\":1}}"));

        assertThat(text)
                .isEqualTo(MAPPER.readTree("{\"setup\":{\"model\":\"models/m\",\"newer\":[1],"
                        + "\"generationConfig\":{\"temperature\":0.5,\"newest\":true},"
                        + "\"contextWindowCompression\":{\"x\":1}}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"model\":\"models/other\"}", "{\"generationConfig\":{\"temperature\":1}}", "{\"tools\":[]}"})
    void text_withAnExtraMemberThatIsKnown_isRefused(String extra) {
        assertThatThrownBy(() -> text(EMPTY, extra(extra)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set it in the config");
    }

    @Test
    void text_withLabels_keepsThemAsTheyAre() {
        LiveConnectConfig config =
                LiveConnectConfig.builder().labels(Map.of("snake_case", "b")).build();

        assertThat(text(config, RequestOptions.none())
                        .at("/setup/labels/snake_case")
                        .asString())
                .isEqualTo("b");
    }
}
