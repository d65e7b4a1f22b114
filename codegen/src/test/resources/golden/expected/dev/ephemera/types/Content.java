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
 * A message that a bare string may stand for.
 */
@Generated("dev.ephemera.codegen")
@Value.Immutable
@TypeStyle
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "parts", "role" })
public interface Content {

    /**
     * The parts.
     *
     * @return the value of {@code parts}
     */
    List<Part> parts();

    /**
     * Who speaks.
     *
     * @return the value of {@code role}
     */
    Optional<String> role();

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
     * Makes a user's content of one text part.
     *
     * @param text the text
     * @return the content, with role {@code user}
     */
    static Content ofText(String text) {
        return builder().role("user").addParts(Part.builder().text(text).build()).build();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Content ofBareString(String text) {
        return ofText(text);
    }

    @JsonProperty("parts")
    private @Nullable List<Part> partsOnWire() {
        return WireFormat.orNull(parts());
    }

    @JsonProperty("role")
    private @Nullable String roleOnWire() {
        return role().orElse(null);
    }

    @JsonAnyGetter
    private Map<String, JsonValue> unknownFieldsOnWire() {
        return unknownFields().asMap();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Content ofWire(Builder read) {
        return read.unknownFields(UnknownFields.ofWire(read.unknownFieldsOnWire)).build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    @JsonAutoDetect(setterVisibility = JsonAutoDetect.Visibility.NONE)
    final class Builder extends ImmutableContent.Builder {

        private @Nullable Map<String, JsonValue> unknownFieldsOnWire;

        Builder() {}

        @JsonProperty("parts")
        private void partsOnWire(@Nullable List<Part> read) {
            parts(WireFormat.orEmpty(read));
        }

        @JsonProperty("role")
        private void roleOnWire(@Nullable String read) {
            role(Optional.ofNullable(read));
        }

        @JsonAnySetter
        private void unknownFieldOnWire(String name, @Nullable JsonValue read) {
            unknownFieldsOnWire = UnknownFields.gathered(unknownFieldsOnWire, name, read);
        }
    }
}

