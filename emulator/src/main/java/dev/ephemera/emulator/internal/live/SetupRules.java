package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.ModelGeneration;
import dev.ephemera.emulator.Refusal;
import dev.ephemera.types.Modality;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a setup may hold. Pure. */
final class SetupRules {

    private static final int MOST_FUNCTIONS = 512;
    private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z0-9_:.-]{1,128}");
    private static final Pattern LABEL_KEY = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern LABEL_VALUE = Pattern.compile("[a-z0-9_-]{0,63}");

    private final EmulatorOptions options;

    SetupRules(EmulatorOptions options) {
        this.options = options;
    }

    /**
     * Checks the setup that counts.
     *
     * @param setup the setup
     * @param apiVersion the version in the URL
     * @param withToken whether the client presented a token
     * @throws RefusedException if the session cannot be had
     */
    void check(Setup setup, String apiVersion, boolean withToken) throws RefusedException {
        model(setup, apiVersion, withToken);
        require(inLive(Descriptors.message("LiveClientSetup"), setup.json()));
        require(RealtimeSettings.valid(setup.json().path("realtimeInputConfig")));
        require(slidingWindow(setup.json().path("contextWindowCompression")));
        require(instruction(setup.json().path("systemInstruction")));
        require(labels(setup.json().path("labels")));
        tools(setup.json().path("tools"), setup.generation(options));
        modalities(setup);
    }

    private void model(Setup setup, String apiVersion, boolean withToken) throws RefusedException {
        String model = setup.model();
        if (withToken && !model.startsWith("models/")) {
            throw new RefusedException(Close.PROJECT_SCOPED);
        }
        require(!model.isEmpty());
        boolean exists = model.startsWith("models/")
                && !options.deniedModels().contains(model)
                && !options.deniedModels().contains(model.substring("models/".length()));
        if (!exists) {
            throw new RefusedException(Close.modelNotFound(model, apiVersion));
        }
        Refusal refusal = options.refusedModels()
                .getOrDefault(model, options.refusedModels().get(model.substring("models/".length())));
        if (refusal != null) {
            throw new RefusedException(Close.of(refusal));
        }
    }

    /** Exactly one modality, and one that the model has. */
    private void modalities(Setup setup) throws RefusedException {
        List<String> modalities = setup.modalities(options);
        boolean supported = modalities.size() == 1
                && setup.generation(options).modalities().contains(Modality.of(modalities.get(0)));
        if (!supported) {
            throw new RefusedException(Close.modalities(modalities));
        }
    }

    /** Whether every field in use may be used in a Live session. */
    private static boolean inLive(MessageDescriptor type, JsonNode message) {
        for (Map.Entry<String, JsonNode> member : message.properties()) {
            Optional<FieldDescriptor> field = type.field(member.getKey());
            if (field.flatMap(FieldDescriptor::notInLive).isPresent()) {
                return false;
            }
            Optional<MessageDescriptor> nested = field.flatMap(FieldDescriptor::message);
            if (nested.isPresent() && member.getValue().isObject() && !inLive(nested.get(), member.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean slidingWindow(JsonNode compression) {
        long trigger = compression.path("triggerTokens").asLong(Long.MAX_VALUE);
        return compression.path("slidingWindow").path("targetTokens").asLong(0) < trigger;
    }

    private static boolean instruction(JsonNode content) {
        return content.path("parts").valueStream().allMatch(part -> part.has("text"));
    }

    private static boolean labels(JsonNode labels) {
        return labels.properties().stream()
                .allMatch(label -> LABEL_KEY.matcher(label.getKey()).matches()
                        && LABEL_VALUE.matcher(label.getValue().asString()).matches());
    }

    static void tools(JsonNode tools, ModelGeneration generation) throws RefusedException {
        if (!tools.isEmpty() && !generation.tools()) {
            throw new RefusedException(Close.NOT_IMPLEMENTED);
        }
        for (JsonNode tool : tools) {
            JsonNode functions = tool.path("functionDeclarations");
            require(functions.size() <= MOST_FUNCTIONS);
            for (JsonNode function : functions) {
                require(FUNCTION_NAME
                        .matcher(function.path("name").asString(""))
                        .matches());
                require(!function.has("parameters") || !function.has("parametersJsonSchema"));
                require(!function.has("response") || !function.has("responseJsonSchema"));
            }
        }
    }

    private static void require(boolean condition) throws RefusedException {
        if (!condition) {
            throw new RefusedException(Close.INVALID_ARGUMENT);
        }
    }
}
