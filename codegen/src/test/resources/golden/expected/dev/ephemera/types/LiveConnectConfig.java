package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ephemera.types.internal.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The flat config.
 */
@Generated("dev.ephemera.codegen")
@Value.Immutable
@TypeStyle
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "temperature", "responseColors", "systemInstruction", "labels" })
public interface LiveConnectConfig {

    /**
     * Goes into a group.
     *
     * @return the value of {@code temperature}
     */
    Optional<Double> temperature();

    /**
     * Goes into the same group under another name.
     *
     * @return the value of {@code responseColors}
     */
    List<Color> responseColors();

    /**
     * Stands in the setup itself.
     *
     * @return the value of {@code systemInstruction}
     */
    Optional<Content> systemInstruction();

    /**
     * Stands in the setup itself, too.
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

    @JsonProperty("temperature")
    private @Nullable Double temperatureOnWire() {
        return temperature().orElse(null);
    }

    @JsonProperty("responseColors")
    private @Nullable List<Color> responseColorsOnWire() {
        return WireFormat.orNull(responseColors());
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
    private static LiveConnectConfig ofWire(Builder read) {
        return read.unknownFields(UnknownFields.ofWire(read.unknownFieldsOnWire)).build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    @JsonAutoDetect(setterVisibility = JsonAutoDetect.Visibility.NONE)
    final class Builder extends ImmutableLiveConnectConfig.Builder {

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

        @JsonProperty("temperature")
        private void temperatureOnWire(@Nullable Double read) {
            temperature(Optional.ofNullable(read));
        }

        @JsonProperty("responseColors")
        private void responseColorsOnWire(@Nullable List<Color> read) {
            responseColors(WireFormat.orEmpty(read));
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

