package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ephemera.types.internal.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * One field of each kind.
 */
@Generated("dev.ephemera.codegen")
@Value.Immutable
@TypeStyle
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "text", "flag", "count", "bigCount", "ratio", "score", "data", "createTime", "timeLeft", "updateMask", "color", "nothing", "args", "anything" })
public interface Kinds {

    /**
     * A string.
     *
     * @return the value of {@code text}
     */
    Optional<String> text();

    /**
     * A truth value.
     *
     * @return the value of {@code flag}
     */
    Optional<Boolean> flag();

    /**
     * A 32-bit integer.
     *
     * @return the value of {@code count}
     */
    Optional<Integer> count();

    /**
     * A 64-bit integer.
     *
     * @return the value of {@code bigCount}
     */
    Optional<Long> bigCount();

    /**
     * A single float.
     *
     * @return the value of {@code ratio}
     */
    Optional<Double> ratio();

    /**
     * A double float.
     *
     * @return the value of {@code score}
     */
    Optional<Double> score();

    /**
     * Bytes.
     *
     * @return the value of {@code data}
     */
    Optional<Bytes> data();

    /**
     * An instant.
     *
     * @return the value of {@code createTime}
     */
    Optional<Instant> createTime();

    /**
     * A length of time.
     *
     * @return the value of {@code timeLeft}
     */
    Optional<Duration> timeLeft();

    /**
     * A field mask.
     *
     * @return the value of {@code updateMask}
     */
    Optional<String> updateMask();

    /**
     * An enum.
     *
     * @return the value of {@code color}
     */
    Optional<Color> color();

    /**
     * A message.
     *
     * @return the value of {@code nothing}
     */
    Optional<Nothing> nothing();

    /**
     * A free JSON object.
     *
     * @return the value of {@code args}
     */
    Optional<JsonObject> args();

    /**
     * Any JSON.
     *
     * @return the value of {@code anything}
     */
    Optional<JsonValue> anything();

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

    @JsonProperty("text")
    private @Nullable String textOnWire() {
        return text().orElse(null);
    }

    @JsonProperty("flag")
    private @Nullable Boolean flagOnWire() {
        return flag().orElse(null);
    }

    @JsonProperty("count")
    private @Nullable Integer countOnWire() {
        return count().orElse(null);
    }

    @JsonProperty("bigCount")
    private @Nullable String bigCountOnWire() {
        return bigCount().map(String::valueOf).orElse(null);
    }

    @JsonProperty("ratio")
    private @Nullable Double ratioOnWire() {
        return ratio().orElse(null);
    }

    @JsonProperty("score")
    private @Nullable Double scoreOnWire() {
        return score().orElse(null);
    }

    @JsonProperty("data")
    private @Nullable Bytes dataOnWire() {
        return data().orElse(null);
    }

    @JsonProperty("createTime")
    private @Nullable String createTimeOnWire() {
        return createTime().map(Instant::toString).orElse(null);
    }

    @JsonProperty("timeLeft")
    private @Nullable String timeLeftOnWire() {
        return timeLeft().map(WireFormat::duration).orElse(null);
    }

    @JsonProperty("updateMask")
    private @Nullable String updateMaskOnWire() {
        return updateMask().orElse(null);
    }

    @JsonProperty("color")
    private @Nullable Color colorOnWire() {
        return color().orElse(null);
    }

    @JsonProperty("nothing")
    private @Nullable Nothing nothingOnWire() {
        return nothing().orElse(null);
    }

    @JsonProperty("args")
    private @Nullable JsonObject argsOnWire() {
        return args().orElse(null);
    }

    @JsonProperty("anything")
    private @Nullable JsonValue anythingOnWire() {
        return anything().orElse(null);
    }

    @JsonAnyGetter
    private Map<String, JsonValue> unknownFieldsOnWire() {
        return unknownFields().asMap();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Kinds ofWire(Builder read) {
        return read.unknownFields(UnknownFields.ofWire(read.unknownFieldsOnWire)).build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    @JsonAutoDetect(setterVisibility = JsonAutoDetect.Visibility.NONE)
    final class Builder extends ImmutableKinds.Builder {

        private @Nullable Map<String, JsonValue> unknownFieldsOnWire;

        Builder() {}

        @JsonProperty("text")
        private void textOnWire(@Nullable String read) {
            text(Optional.ofNullable(read));
        }

        @JsonProperty("flag")
        private void flagOnWire(@Nullable Boolean read) {
            flag(Optional.ofNullable(read));
        }

        @JsonProperty("count")
        private void countOnWire(@Nullable Integer read) {
            count(Optional.ofNullable(read));
        }

        @JsonProperty("bigCount")
        private void bigCountOnWire(@Nullable Long read) {
            bigCount(Optional.ofNullable(read));
        }

        @JsonProperty("ratio")
        private void ratioOnWire(@Nullable Double read) {
            ratio(Optional.ofNullable(read));
        }

        @JsonProperty("score")
        private void scoreOnWire(@Nullable Double read) {
            score(Optional.ofNullable(read));
        }

        @JsonProperty("data")
        private void dataOnWire(@Nullable Bytes read) {
            data(Optional.ofNullable(read));
        }

        @JsonProperty("createTime")
        private void createTimeOnWire(@Nullable String read) {
            createTime(Optional.ofNullable(read).map(WireFormat::instant));
        }

        @JsonProperty("timeLeft")
        private void timeLeftOnWire(@Nullable String read) {
            timeLeft(Optional.ofNullable(read).map(WireFormat::duration));
        }

        @JsonProperty("updateMask")
        private void updateMaskOnWire(@Nullable String read) {
            updateMask(Optional.ofNullable(read));
        }

        @JsonProperty("color")
        private void colorOnWire(@Nullable Color read) {
            color(Optional.ofNullable(read));
        }

        @JsonProperty("nothing")
        private void nothingOnWire(@Nullable Nothing read) {
            nothing(Optional.ofNullable(read));
        }

        @JsonProperty("args")
        private void argsOnWire(@Nullable JsonObject read) {
            args(Optional.ofNullable(read));
        }

        @JsonProperty("anything")
        private void anythingOnWire(@Nullable JsonValue read) {
            anything(Optional.ofNullable(read));
        }

        @JsonAnySetter
        private void unknownFieldOnWire(String name, @Nullable JsonValue read) {
            unknownFieldsOnWire = UnknownFields.gathered(unknownFieldsOnWire, name, read);
        }
    }
}

