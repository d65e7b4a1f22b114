package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.IssuedToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same configs, minted through Google's SDK and through Ephemera, differ only where docs/tokens.md says so. */
final class GoogleSdkComparisonTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** Every field that the SDK's LiveConnectConfig has and the Developer API takes. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("responseModalities", "[\"AUDIO\"]"),
            Map.entry("temperature", "0.5"),
            Map.entry("topP", "0.25"),
            Map.entry("topK", "40"),
            Map.entry("maxOutputTokens", "100"),
            Map.entry("mediaResolution", "\"MEDIA_RESOLUTION_LOW\""),
            Map.entry("seed", "7"),
            Map.entry("speechConfig", "{\"voiceConfig\":{\"prebuiltVoiceConfig\":{\"voiceName\":\"Puck\"}}}"),
            Map.entry("thinkingConfig", "{\"includeThoughts\":true,\"thinkingBudget\":100}"),
            Map.entry("enableAffectiveDialog", "true"),
            Map.entry("systemInstruction", "{\"parts\":[{\"text\":\"Be brief.\"}],\"role\":\"user\"}"),
            Map.entry("tools", "[{\"googleSearch\":{}},{\"functionDeclarations\":[{\"name\":\"f\"}]}]"),
            Map.entry("sessionResumption", "{}"),
            Map.entry("inputAudioTranscription", "{}"),
            Map.entry("outputAudioTranscription", "{}"),
            Map.entry("realtimeInputConfig", "{\"automaticActivityDetection\":{\"disabled\":true}}"),
            Map.entry("contextWindowCompression", "{\"triggerTokens\":\"20000\",\"slidingWindow\":{}}"),
            Map.entry("proactivity", "{\"proactiveAudio\":true}"),
            Map.entry("avatarConfig", "{\"avatarName\":\"a\"}"),
            Map.entry(
                    "safetySettings",
                    "[{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"threshold\":\"BLOCK_ONLY_HIGH\"}]"),
            Map.entry("translationConfig", "{\"targetLanguageCode\":\"de\"}"),
            Map.entry("labels", "{\"team\":\"blue\"}"));

    private static final List<String> OTHER_NAMES = List.of(
            "generationConfig",
            "generationConfig.temperature",
            "historyConfig",
            "top_k",
            "media_resolution",
            "output_audio_transcription",
            "speechConfig.voiceConfig",
            "labels.team",
            "model");

    @RegisterExtension
    final Service service = new Service();

    private final List<String> found = new ArrayList<>();
    private int compared;

    @Test
    @Timeout(300)
    void tokens_mintedThroughBoth_differOnlyWhereItIsSaid() throws Exception {
        GeminiEmulator emulator = service.start(options -> options.clock(EmulatorClock.system()));
        Sdk google = Sdks.java();
        try (GeminiClient ours = GeminiClient.builder()
                .apiKey(emulator.apiKey())
                .baseUrl(emulator.baseUrl().toString())
                .options(options -> options.tls(Tls.ours()))
                .build()) {
            Set<String> names =
                    new LinkedHashSet<>(FIELDS.keySet().stream().sorted().toList());
            for (String name : names) {
                compare(emulator, google, ours, config(List.of(name), null), "EVERYTHING " + name);
                compare(emulator, google, ours, config(List.of(name), List.of()), "WHAT_IS_SET " + name);
            }
            List<String> all = List.copyOf(names);
            compare(emulator, google, ours, config(List.of(), null), "NONE");
            compare(emulator, google, ours, config(all, null), "EVERYTHING all");
            names.addAll(OTHER_NAMES);
            for (String name : names) {
                compare(emulator, google, ours, config(List.of("seed"), List.of(name)), "WHAT_IS_SET_AND_MORE " + name);
                compare(emulator, google, ours, config(List.of(), List.of(name)), "DEFAULTS_ONLY " + name);
            }
        }
        assertThat(compared).isEqualTo(2 * FIELDS.size() + 2 + 2 * (FIELDS.size() + OTHER_NAMES.size()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(Divergences.expected());
    }

    private static ObjectNode config(List<String> set, List<String> lock) {
        ObjectNode config = MAPPER.createObjectNode().put("uses", 2);
        if (!set.isEmpty()) {
            ObjectNode constraints = config.putObject("liveConnectConstraints").put("model", "gemini-live");
            ObjectNode live = constraints.putObject("config");
            set.forEach(name -> live.set(name, MAPPER.readTree(FIELDS.get(name))));
        }
        if (lock != null) {
            config.putPOJO("lockAdditionalFields", lock);
        }
        return config;
    }

    private void compare(GeminiEmulator emulator, Sdk google, GeminiClient ours, ObjectNode config, String subject)
            throws Exception {
        compared++;
        Optional<IssuedToken> answer = theirs(emulator, google, config, subject);
        ours.tokens().create(MAPPER.readValue(config.toString(), new TypeReference<Map<String, Object>>() {}));
        IssuedToken mine = Service.newestToken(emulator);
        if (answer.isEmpty()) {
            return;
        }
        IssuedToken theirs = answer.get();
        assertThat(theirs.uses()).as(subject).isEqualTo(mine.uses());
        assertThat(theirs.setup().map(Json::of))
                .as(subject)
                .isEqualTo(mine.setup().map(Json::of));
        if (!new HashSet<>(theirs.fieldMask()).equals(new HashSet<>(mine.fieldMask()))) {
            found.add(subject + ": " + String.join(",", theirs.fieldMask()));
        }
    }

    private Optional<IssuedToken> theirs(GeminiEmulator emulator, Sdk google, ObjectNode config, String subject) {
        try {
            google.mint(Target.of(emulator), config);
            return Optional.of(Service.newestToken(emulator));
        } catch (SdkFailure refused) {
            String why = refused.getMessage();
            found.add(subject + ": " + (why.contains("field_mask is invalid") ? "refused" : why));
            return Optional.empty();
        }
    }
}
