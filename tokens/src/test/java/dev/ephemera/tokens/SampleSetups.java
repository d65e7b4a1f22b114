package dev.ephemera.tokens;

import dev.ephemera.tokens.internal.SetupPath;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.samples.MessageType;
import dev.ephemera.types.samples.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random configs of tokens and setups of clients, over all fields. Of the values only those are replaced that the service refuses
 * for what they say: the name of a function, say.
 */
final class SampleSetups {

    /** Keeps every digit. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static final List<String> MODELS = List.of("models/gemini-one", "models/gemini-two");

    private static final int TRIGGER_TOKENS = 20_000;

    private final Random random;
    private final Samples samples;
    private final String handle;

    /**
     * Begins a series.
     *
     * @param handle a handle that resumes a session of the first model
     */
    SampleSetups(Random random, String handle) {
        this.random = random;
        this.samples = Samples.inLive(random);
        this.handle = handle;
    }

    CreateAuthTokenConfig config(int sessions) {
        CreateAuthTokenConfig.Builder config = CreateAuthTokenConfig.builder().uses(pick(List.of(0, sessions, 99)));
        if (!oneIn(6)) {
            config.liveConnectConstraints(constraints());
        }
        if (!oneIn(4)) {
            config.lockAdditionalFields(lockList());
        }
        return config.build();
    }

    private LiveConnectConstraints constraints() {
        LiveConnectConstraints.Builder constraints = LiveConnectConstraints.builder();
        if (!oneIn(4)) {
            String model = pick(MODELS);
            constraints.model(oneIn(2) ? model : model.substring("models/".length()));
        }
        if (!oneIn(5)) {
            ObjectNode config = MAPPER.readTree(Json.writeBytes(samples.random(MessageType.of("LiveConnectConfig"))))
                    .asObject();
            modalities(config);
            tame(config);
            constraints.config(Json.read(config.toString(), LiveConnectConfig.class));
        }
        return constraints.build();
    }

    private List<String> lockList() {
        return IntStream.range(0, pick(List.of(0, 0, 1, 2, 5)))
                .mapToObj(i -> lockName())
                .toList();
    }

    /** A name in any of the forms that are taken. */
    private String lockName() {
        SetupPath path = pick(SetupPath.all());
        String name = switch (random.nextInt(4)) {
            case 0 -> pick(Descriptors.message("LiveConnectConfig").fields()).jsonName();
            case 1 -> deeper(path);
            default -> path.text();
        };
        return oneIn(2) ? name : name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    private String deeper(SetupPath path) {
        Optional<FieldDescriptor> inner = path.field()
                .message()
                .filter(message -> !message.fields().isEmpty())
                .map(message -> pick(message.fields()));
        return path.text() + inner.map(field -> "." + field.jsonName()).orElse("");
    }

    LiveClientSetup client() {
        ObjectNode setup = MAPPER.readTree(Json.writeBytes(samples.random(MessageType.of("LiveClientSetup"))))
                .asObject();
        setup.put("model", pick(MODELS));
        if (setup.get("generationConfig") instanceof ObjectNode generation) {
            modalities(generation);
            // Fields that exist, but not in Live.
            generation.remove(notInLive());
        }
        tame(setup);
        return Json.read(setup.toString(), LiveClientSetup.class);
    }

    private static List<String> notInLive() {
        return Descriptors.message("GenerationConfig").fields().stream()
                .filter(field -> field.notInLive().isPresent())
                .map(FieldDescriptor::jsonName)
                .toList();
    }

    private void modalities(ObjectNode generation) {
        if (generation.has("responseModalities")) {
            generation.putArray("responseModalities").add(pick(List.of("AUDIO", "TEXT")));
        }
    }

    private void tame(ObjectNode setup) {
        setup.path("systemInstruction").path("parts").forEach(part -> {
            part.asObject().removeAll();
            part.asObject().put("text", "Be brief.");
        });
        for (JsonNode tool : setup.path("tools")) {
            tool.path("functionDeclarations").forEach(function -> tameFunction(function.asObject()));
        }
        if (setup.has("labels")) {
            ObjectNode labels = setup.putObject("labels");
            labels.put(pick(List.of("team", "tier")), pick(List.of("", "blue", "4")));
        }
        if (setup.get("contextWindowCompression") instanceof ObjectNode compression) {
            setIfPresent(compression, "triggerTokens", TRIGGER_TOKENS + random.nextInt(100));
            if (compression.get("slidingWindow") instanceof ObjectNode window) {
                setIfPresent(window, "targetTokens", random.nextInt(TRIGGER_TOKENS));
            }
        }
        if (setup.path("realtimeInputConfig").get("automaticActivityDetection") instanceof ObjectNode detection) {
            setIfPresent(detection, "prefixPaddingMs", random.nextInt(1000));
            setIfPresent(detection, "silenceDurationMs", random.nextInt(1000));
        }
        if (setup.get("sessionResumption") instanceof ObjectNode resumption && resumption.has("handle")) {
            resumption.put("handle", oneIn(3) ? "" : handle);
        }
    }

    private void tameFunction(ObjectNode function) {
        function.put("name", "f" + random.nextInt(1000));
        if (function.has("parameters")) {
            function.remove("parametersJsonSchema");
        }
        if (function.has("response")) {
            function.remove("responseJsonSchema");
        }
    }

    private static void setIfPresent(ObjectNode message, String name, long value) {
        if (message.has(name)) {
            message.put(name, Long.toString(value));
        }
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private <T> T pick(List<T> values) {
        return new ArrayList<>(values).get(random.nextInt(values.size()));
    }
}
