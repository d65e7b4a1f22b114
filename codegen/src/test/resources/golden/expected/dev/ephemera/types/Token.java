package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    private static Token ofWire(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("expireTime") @Nullable String expireTime,
            @JsonProperty("uses") @Nullable Integer uses,
            @JsonProperty("tags") @Nullable List<String> tags,
            @JsonProperty("note") @Nullable String note,
            @JsonAnySetter @Nullable Map<String, @Nullable JsonValue> unknownFields) {
        return builder()
                .name(WireFormat.required("name", name))
                .expireTime(WireFormat.instant(WireFormat.required("expireTime", expireTime)))
                .uses(WireFormat.required("uses", uses))
                .tags(WireFormat.required("tags", tags))
                .note(Optional.ofNullable(note))
                .unknownFields(UnknownFields.ofWire(unknownFields))
                .build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    final class Builder extends ImmutableToken.Builder {

        Builder() {}
    }
}

