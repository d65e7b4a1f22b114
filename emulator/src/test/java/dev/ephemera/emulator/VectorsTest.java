package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.internal.token.EffectiveSetup;
import dev.ephemera.emulator.internal.token.Token;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bodies that SDKs send for a token, and what each token makes of a client's setup. */
final class VectorsTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Sets everything that the vectors lock, otherwise than they do. */
    private static final String CLIENT = """
            {"model":"models/client","generationConfig":{"responseModalities":["TEXT"],"temperature":1.5,"topP":0.1,"topK":1,
              "seed":99,"mediaResolution":"MEDIA_RESOLUTION_HIGH","thinkingConfig":{"thinkingBudget":5},
              "enableAffectiveDialog":true,"translationConfig":{"targetLanguageCode":"fr"},
              "speechConfig":{"languageCode":"fr-FR"}},
             "systemInstruction":{"role":"user","parts":[{"text":"Client."}]},"tools":[{"codeExecution":{}}],
             "sessionResumption":{},"inputAudioTranscription":{"languageCodes":["fr-FR"]},"outputAudioTranscription":{},
             "realtimeInputConfig":{"automaticActivityDetection":{"disabled":true},"turnCoverage":"TURN_INCLUDES_ALL_INPUT"},
             "contextWindowCompression":{"triggerTokens":"1000"},"proactivity":{"proactiveAudio":false},
             "historyConfig":{"initialHistoryInClientContent":true},"labels":{"client":"yes"}}""";

    /** What Google's SDK sends and the service is documented to refuse: masks with names that are no path. */
    private static final List<String> REFUSED = List.of("11", "15", "23", "27");

    static Stream<Arguments> bodies() throws Exception {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/token-bodies.json")) {
            List<Arguments> bodies = MAPPER.readTree(in)
                    .valueStream()
                    .flatMap(vector -> Stream.of("expect", "googleGenai310Sends")
                            .filter(vector::has)
                            .filter(member -> !vector.has("error"))
                            .map(member -> Arguments.of(
                                    vector.get("case").asString() + " " + member,
                                    vector.get(member),
                                    member.equals("expect")
                                            || !REFUSED.contains(
                                                    vector.get("case").asString()))))
                    .toList();
            assertThat(bodies).hasSize(33 + 6);
            return bodies.stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void create_ofWhatAnSdkSends_isAcceptedOrRefusedAndLocksAsDocumented(String name, JsonNode body, boolean accepted) {
        GeminiEmulator emulator = emulators.start();
        HttpResponse<String> response = Rest.create(emulator, "v1alpha", body.toString());
        if (!accepted) {
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(Rest.json(response).path("error").path("message").asString())
                    .isEqualTo("field_mask is invalid for BidiGenerateContentSetup");
            return;
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        IssuedToken token = emulator.tokens().get(0);
        assertThat(token.uses()).isEqualTo(body.path("uses").asInt(1));
        ObjectNode client = (ObjectNode) Rest.json(CLIENT);
        JsonNode effective = new EffectiveSetup(emulator.options()).of(((Token) token).terms(), client.deepCopy());
        assertThat(numbers(effective)).isEqualTo(numbers(reference(body, client)));
        // End to end: the same setup counts in a session, unless it is refused for its own sake.
        LiveClient.Event answer = emulators
                .live(emulator, token.name())
                .send("{\"setup\":" + client + "}")
                .event();
        if (answer.code() == 0) {
            assertThat(numbers(Rest.json(emulator.sessions()
                            .get(0)
                            .effectiveSetup()
                            .orElseThrow()
                            .toString())))
                    .isEqualTo(numbers(effective));
        } else {
            assertThat(answer.reason())
                    .as(effective.toString())
                    .isIn(
                            "Invalid session handle",
                            "token-based requests cannot use project-scoped features such as tuned models");
        }
    }

    /** The documented algorithm, told once more and otherwise. */
    private static JsonNode reference(JsonNode body, ObjectNode client) {
        JsonNode token = body.path("bidiGenerateContentSetup");
        String mask = body.path("fieldMask").asString("");
        if (mask.isEmpty()) {
            return token.isMissingNode() ? client : token;
        }
        ObjectNode effective = client.deepCopy();
        Arrays.stream(mask.split(",")).forEach(path -> {
            String pointer = "/" + path.replace('.', '/');
            String parent = pointer.substring(0, pointer.lastIndexOf('/'));
            String last = pointer.substring(pointer.lastIndexOf('/') + 1);
            ObjectNode at = parent.isEmpty() ? effective : effective.withObject(parent);
            if (token.at(pointer).isMissingNode()) {
                at.remove(last);
            } else {
                at.set(last, token.at(pointer));
            }
        });
        return effective;
    }

    /** Makes numbers comparable: 25600 and "25600" and 25600.0 are the same on this wire. */
    private static JsonNode numbers(JsonNode json) {
        return Rest.json(json.toString().replaceAll("\"(\\d+)\"(?!:)", "$1").replaceAll("(\\d)\\.0(?=\\D)", "$1"));
    }
}
