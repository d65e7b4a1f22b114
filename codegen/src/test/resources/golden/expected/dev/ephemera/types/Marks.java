package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAlias;
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
 * One field for each mark.
 */
@Generated("dev.ephemera.codegen")
@Value.Immutable
@TypeStyle
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "type", "default", "password", "headers", "audioBitrateBps", "guess", "responseSchema", "id", "oldName" })
@SuppressWarnings("deprecation")
public interface Marks {

    /**
     * Read under other names too, and called otherwise in Java.
     *
     * @return the value of {@code type}
     */
    Optional<String> markType();

    /**
     * A reserved word of Java.
     *
     * @return the value of {@code default}
     */
    Optional<JsonValue> defaultValue();

    /**
     * A secret.
     *
     * @return the value of {@code password}
     */
    @Value.Redacted
    Optional<String> password();

    /**
     * A map of secrets.
     *
     * @return the value of {@code headers}
     */
    @Value.Redacted
    Map<String, String> headers();

    /**
     * Taken by v1alpha only.
     *
     * @return the value of {@code audioBitrateBps}
     */
    Optional<Integer> audioBitrateBps();

    /**
     * Not proven.
     *
     * @return the value of {@code guess}
     */
    Optional<Boolean> guess();

    /**
     * Exists, but not in a Live session.
     *
     * @return the value of {@code responseSchema}
     */
    Optional<JsonObject> responseSchema();

    /**
     * Set by the service only.
     *
     * @return the value of {@code id}
     */
    Optional<String> id();

    /**
     * Nobody uses it any more.
     *
     * @return the value of {@code oldName}
     */
    @Deprecated
    Optional<String> oldName();

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

    @JsonProperty("type")
    private @Nullable String markTypeOnWire() {
        return markType().orElse(null);
    }

    @JsonProperty("default")
    private @Nullable JsonValue defaultValueOnWire() {
        return defaultValue().orElse(null);
    }

    @JsonProperty("password")
    private @Nullable String passwordOnWire() {
        return password().orElse(null);
    }

    @JsonProperty("headers")
    private @Nullable Map<String, String> headersOnWire() {
        return WireFormat.orNull(headers());
    }

    @JsonProperty("audioBitrateBps")
    private @Nullable Integer audioBitrateBpsOnWire() {
        return audioBitrateBps().orElse(null);
    }

    @JsonProperty("guess")
    private @Nullable Boolean guessOnWire() {
        return guess().orElse(null);
    }

    @JsonProperty("responseSchema")
    private @Nullable JsonObject responseSchemaOnWire() {
        return responseSchema().orElse(null);
    }

    @JsonProperty("id")
    private @Nullable String idOnWire() {
        return id().orElse(null);
    }

    @JsonProperty("oldName")
    private @Nullable String oldNameOnWire() {
        return oldName().orElse(null);
    }

    @JsonAnyGetter
    private Map<String, JsonValue> unknownFieldsOnWire() {
        return unknownFields().asMap();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Marks ofWire(Builder read) {
        return read.unknownFields(UnknownFields.ofWire(read.unknownFieldsOnWire)).build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    @JsonAutoDetect(setterVisibility = JsonAutoDetect.Visibility.NONE)
    final class Builder extends ImmutableMarks.Builder {

        private @Nullable Map<String, JsonValue> unknownFieldsOnWire;

        Builder() {}

        @JsonAlias({"markType", "old-type"}) @JsonProperty("type")
        private void markTypeOnWire(@Nullable String read) {
            markType(Optional.ofNullable(read));
        }

        @JsonProperty("default")
        private void defaultValueOnWire(@Nullable JsonValue read) {
            defaultValue(Optional.ofNullable(read));
        }

        @JsonProperty("password")
        private void passwordOnWire(@Nullable String read) {
            password(Optional.ofNullable(read));
        }

        @JsonProperty("headers")
        private void headersOnWire(@Nullable Map<String, String> read) {
            headers(WireFormat.orEmpty(read));
        }

        @JsonProperty("audioBitrateBps")
        private void audioBitrateBpsOnWire(@Nullable Integer read) {
            audioBitrateBps(Optional.ofNullable(read));
        }

        @JsonProperty("guess")
        private void guessOnWire(@Nullable Boolean read) {
            guess(Optional.ofNullable(read));
        }

        @JsonProperty("responseSchema")
        private void responseSchemaOnWire(@Nullable JsonObject read) {
            responseSchema(Optional.ofNullable(read));
        }

        @JsonProperty("id")
        private void idOnWire(@Nullable String read) {
            id(Optional.ofNullable(read));
        }

        @JsonProperty("oldName")
        private void oldNameOnWire(@Nullable String read) {
            oldName(Optional.ofNullable(read));
        }

        @JsonAnySetter
        private void unknownFieldOnWire(String name, @Nullable JsonValue read) {
            unknownFieldsOnWire = UnknownFields.gathered(unknownFieldsOnWire, name, read);
        }
    }
}

