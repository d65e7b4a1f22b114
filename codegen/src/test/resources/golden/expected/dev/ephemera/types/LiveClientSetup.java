package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ephemera.types.internal.WireFormat;
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

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static LiveClientSetup ofWire(Builder read) {
        return read.unknownFields(UnknownFields.ofWire(read.unknownFieldsOnWire)).build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    @JsonAutoDetect(setterVisibility = JsonAutoDetect.Visibility.NONE)
    final class Builder extends ImmutableLiveClientSetup.Builder {

        private @Nullable Map<String, JsonValue> unknownFieldsOnWire;

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

        @JsonProperty("model")
        private void modelOnWire(@Nullable String read) {
            model(Optional.ofNullable(read));
        }

        @JsonProperty("generationConfig")
        private void generationConfigOnWire(@Nullable GenerationConfig read) {
            generationConfig(Optional.ofNullable(read));
        }

        @JsonProperty("systemInstruction")
        private void systemInstructionOnWire(@Nullable Content read) {
            systemInstruction(Optional.ofNullable(read));
        }

        @JsonProperty("labels")
        private void labelsOnWire(@Nullable Map<String, String> read) {
            labels(WireFormat.orEmpty(read));
        }

        @JsonAnySetter
        private void unknownFieldOnWire(String name, @Nullable JsonValue read) {
            unknownFieldsOnWire = UnknownFields.gathered(unknownFieldsOnWire, name, read);
        }
    }
}

