package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ephemera.types.internal.WireFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A message with methods of its own and members that are always there.
 */
@Generated("dev.ephemera.codegen")
@Value.Immutable
@TypeStyle
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "name", "expireTime", "uses", "tags", "note" })
public interface Token extends TokenMethods {

    /**
     * The token.
     *
     * @return the value of {@code name}
     */
    @Value.Redacted
    String name();

    /**
     * The end.
     *
     * @return the value of {@code expireTime}
     */
    Instant expireTime();

    /**
     * How often.
     *
     * @return the value of {@code uses}
     */
    int uses();

    /**
     * Whatever helps to find it.
     *
     * @return the value of {@code tags}
     */
    List<String> tags();

    /**
     * Not required.
     *
     * @return the value of {@code note}
     */
    Optional<String> note();

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

    @JsonProperty("name")
    private @Nullable String nameOnWire() {
        return name();
    }

    @JsonProperty("expireTime")
    private @Nullable String expireTimeOnWire() {
        return Optional.of(expireTime()).map(Instant::toString).get();
    }

    @JsonProperty("uses")
    private @Nullable Integer usesOnWire() {
        return uses();
    }

    @JsonProperty("tags")
    private @Nullable List<String> tagsOnWire() {
        return tags();
    }

    @JsonProperty("note")
    private @Nullable String noteOnWire() {
        return note().orElse(null);
    }

    @JsonAnyGetter
    private Map<String, JsonValue> unknownFieldsOnWire() {
        return unknownFields().asMap();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Token ofWire(Builder read) {
        return read.unknownFields(UnknownFields.ofWire(read.unknownFieldsOnWire)).build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    @JsonAutoDetect(setterVisibility = JsonAutoDetect.Visibility.NONE)
    final class Builder extends ImmutableToken.Builder {

        private @Nullable Map<String, JsonValue> unknownFieldsOnWire;

        Builder() {}

        @JsonProperty("name")
        private void nameOnWire(@Nullable String read) {
            Optional.ofNullable(read).ifPresent(this::name);
        }

        @JsonProperty("expireTime")
        private void expireTimeOnWire(@Nullable String read) {
            Optional.ofNullable(read).map(WireFormat::instant).ifPresent(this::expireTime);
        }

        @JsonProperty("uses")
        private void usesOnWire(@Nullable Integer read) {
            Optional.ofNullable(read).ifPresent(this::uses);
        }

        @JsonProperty("tags")
        private void tagsOnWire(@Nullable List<String> read) {
            tags(WireFormat.orEmpty(read));
        }

        @JsonProperty("note")
        private void noteOnWire(@Nullable String read) {
            note(Optional.ofNullable(read));
        }

        @JsonAnySetter
        private void unknownFieldOnWire(String name, @Nullable JsonValue read) {
            unknownFieldsOnWire = UnknownFields.gathered(unknownFieldsOnWire, name, read);
        }
    }
}

