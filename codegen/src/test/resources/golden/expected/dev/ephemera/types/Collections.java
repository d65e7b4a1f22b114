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
 * Lists and maps.
 */
@Generated("dev.ephemera.codegen")
@Value.Immutable
@TypeStyle
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "names", "colors", "parts", "structs", "locks", "labels", "partsByName" })
public interface Collections {

    /**
     * A list of strings.
     *
     * @return the value of {@code names}
     */
    List<String> names();

    /**
     * A list of enums.
     *
     * @return the value of {@code colors}
     */
    List<Color> colors();

    /**
     * A list of messages.
     *
     * @return the value of {@code parts}
     */
    List<Part> parts();

    /**
     * A list of free JSON objects.
     *
     * @return the value of {@code structs}
     */
    List<JsonObject> structs();

    /**
     * A list for which empty and absent differ.
     *
     * @return the value of {@code locks}
     */
    Optional<List<String>> locks();

    /**
     * A map of strings.
     *
     * @return the value of {@code labels}
     */
    Map<String, String> labels();

    /**
     * A map of messages.
     *
     * @return the value of {@code partsByName}
     */
    Map<String, Part> partsByName();

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

    /**
     * Keeps a list of its own, for an Optional would share the caller's.
     *
     * @return this value, or one with a copied list
     */
    @Value.Check
    default Collections withLocksCopied() {
        return locks().isEmpty() || locks().get() == List.copyOf(locks().get())
                ? this
                : toBuilder().locks(List.copyOf(locks().get())).build();
    }

    @JsonProperty("names")
    private @Nullable List<String> namesOnWire() {
        return WireFormat.orNull(names());
    }

    @JsonProperty("colors")
    private @Nullable List<Color> colorsOnWire() {
        return WireFormat.orNull(colors());
    }

    @JsonProperty("parts")
    private @Nullable List<Part> partsOnWire() {
        return WireFormat.orNull(parts());
    }

    @JsonProperty("structs")
    private @Nullable List<JsonObject> structsOnWire() {
        return WireFormat.orNull(structs());
    }

    @JsonProperty("locks")
    private @Nullable List<String> locksOnWire() {
        return locks().orElse(null);
    }

    @JsonProperty("labels")
    private @Nullable Map<String, String> labelsOnWire() {
        return WireFormat.orNull(labels());
    }

    @JsonProperty("partsByName")
    private @Nullable Map<String, Part> partsByNameOnWire() {
        return WireFormat.orNull(partsByName());
    }

    @JsonAnyGetter
    private Map<String, JsonValue> unknownFieldsOnWire() {
        return unknownFields().asMap();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Collections ofWire(Builder read) {
        return read.unknownFields(UnknownFields.ofWire(read.unknownFieldsOnWire)).build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    @JsonAutoDetect(setterVisibility = JsonAutoDetect.Visibility.NONE)
    final class Builder extends ImmutableCollections.Builder {

        private @Nullable Map<String, JsonValue> unknownFieldsOnWire;

        Builder() {}

        @JsonProperty("names")
        private void namesOnWire(@Nullable List<String> read) {
            names(WireFormat.orEmpty(read));
        }

        @JsonProperty("colors")
        private void colorsOnWire(@Nullable List<Color> read) {
            colors(WireFormat.orEmpty(read));
        }

        @JsonProperty("parts")
        private void partsOnWire(@Nullable List<Part> read) {
            parts(WireFormat.orEmpty(read));
        }

        @JsonProperty("structs")
        private void structsOnWire(@Nullable List<JsonObject> read) {
            structs(WireFormat.orEmpty(read));
        }

        @JsonProperty("locks")
        private void locksOnWire(@Nullable List<String> read) {
            locks(Optional.ofNullable(read));
        }

        @JsonProperty("labels")
        private void labelsOnWire(@Nullable Map<String, String> read) {
            labels(WireFormat.orEmpty(read));
        }

        @JsonProperty("partsByName")
        private void partsByNameOnWire(@Nullable Map<String, Part> read) {
            partsByName(WireFormat.orEmpty(read));
        }

        @JsonAnySetter
        private void unknownFieldOnWire(String name, @Nullable JsonValue read) {
            unknownFieldsOnWire = UnknownFields.gathered(unknownFieldsOnWire, name, read);
        }
    }
}

