package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    private static Kinds ofWire(
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("flag") @Nullable Boolean flag,
            @JsonProperty("count") @Nullable Integer count,
            @JsonProperty("bigCount") @Nullable Long bigCount,
            @JsonProperty("ratio") @Nullable Double ratio,
            @JsonProperty("score") @Nullable Double score,
            @JsonProperty("data") @Nullable Bytes data,
            @JsonProperty("createTime") @Nullable String createTime,
            @JsonProperty("timeLeft") @Nullable String timeLeft,
            @JsonProperty("updateMask") @Nullable String updateMask,
            @JsonProperty("color") @Nullable Color color,
            @JsonProperty("nothing") @Nullable Nothing nothing,
            @JsonProperty("args") @Nullable JsonObject args,
            @JsonProperty("anything") @Nullable JsonValue anything,
            @JsonAnySetter @Nullable Map<String, @Nullable JsonValue> unknownFields) {
        return builder()
                .text(Optional.ofNullable(text))
                .flag(Optional.ofNullable(flag))
                .count(Optional.ofNullable(count))
                .bigCount(Optional.ofNullable(bigCount))
                .ratio(Optional.ofNullable(ratio))
                .score(Optional.ofNullable(score))
                .data(Optional.ofNullable(data))
                .createTime(Optional.ofNullable(createTime).map(WireFormat::instant))
                .timeLeft(Optional.ofNullable(timeLeft).map(WireFormat::duration))
                .updateMask(Optional.ofNullable(updateMask))
                .color(Optional.ofNullable(color))
                .nothing(Optional.ofNullable(nothing))
                .args(Optional.ofNullable(args))
                .anything(Optional.ofNullable(anything))
                .unknownFields(UnknownFields.ofWire(unknownFields))
                .build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    final class Builder extends ImmutableKinds.Builder {

        Builder() {}
    }
}

