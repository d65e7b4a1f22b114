package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The nested setup.
 */
@Generated("dev.ephemera.codegen")
@Value.Immutable
@TypeStyle
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "model", "generationConfig", "systemInstruction", "labels" })
public interface LiveClientSetup {

    /**
     * Not in the config.
     *
     * @return the value of {@code model}
     */
    Optional<String> model();

    /**
     * The group.
     *
     * @return the value of {@code generationConfig}
     */
    Optional<GenerationConfig> generationConfig();

    /**
     * The instruction.
     *
     * @return the value of {@code systemInstruction}
     */
    Optional<Content> systemInstruction();

    /**
     * The labels.
     *
     * @return the value of {@code labels}
     */
    Map<String, String> labels();

    /**
     * The fields that a newer service sent and these types do not know; they are written back as they were read.
     *
     * @return the unknown fields, usually none
     */
    @Value.Default
    default UnknownFields unknownFields() {
        return UnknownFields.none();
    }

    /**
     * Starts a value with nothing set.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a changed copy.
     *
     * @return a new builder with everything set as here
     */
    default Builder toBuilder() {
        return builder().from(this);
    }

    @JsonProperty("model")
    private @Nullable String modelOnWire() {
        return model().orElse(null);
    }

    @JsonProperty("generationConfig")
    private @Nullable GenerationConfig generationConfigOnWire() {
        return generationConfig().orElse(null);
    }

    @JsonProperty("systemInstruction")
    private @Nullable Content systemInstructionOnWire() {
        return systemInstruction().orElse(null);
    }

    @JsonProperty("labels")
    private @Nullable Map<String, String> labelsOnWire() {
        return WireFormat.orNull(labels());
    }

    @JsonAnyGetter
    private Map<String, JsonValue> unknownFieldsOnWire() {
        return unknownFields().asMap();
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    private static LiveClientSetup ofWire(
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("generationConfig") @Nullable GenerationConfig generationConfig,
            @JsonProperty("systemInstruction") @Nullable Content systemInstruction,
            @JsonProperty("labels") @Nullable Map<String, String> labels,
            @JsonAnySetter @Nullable Map<String, @Nullable JsonValue> unknownFields) {
        return builder()
                .model(Optional.ofNullable(model))
                .generationConfig(Optional.ofNullable(generationConfig))
                .systemInstruction(Optional.ofNullable(systemInstruction))
                .labels(WireFormat.orEmpty(labels))
                .unknownFields(UnknownFields.ofWire(unknownFields))
                .build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    final class Builder extends ImmutableLiveClientSetup.Builder {

        Builder() {}

        /**
         * Sets {@code systemInstruction} to a text.
         *
         * @param text the text, which becomes one part with role {@code user}
         * @return this builder
         */
        public Builder systemInstruction(String text) {
            return systemInstruction(Content.ofText(text));
        }
    }
}

