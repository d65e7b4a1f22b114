package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
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
 * Corner cases of Javadoc. The first sentence ends here &amp; the second has &lt;b&gt;markup&lt;/b&gt;, an
 * &#64;at sign, &#123;braces&#125; and *&#47;.
 *
 * <p>A second paragraph, wrapped where it stands in the description, and
 * {@code code spans that are so long that they would be torn apart by the end of the line} if a tag could be
 * torn.
 *
 * <ul>
 * <li>an item that follows its paragraph without a blank line, and is long enough itself to be wrapped over two
 * lines;</li>
 * <li>an item with {@code code {in braces}};</li>
 * <li>an item with another bullet.</li>
 * </ul>
 *
 * <p>The end.
 */
@Generated("dev.ephemera.codegen")
@Value.Immutable
@TypeStyle
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "balanced", "unbalanced", "backslash", "list" })
public interface Prose {

    /**
     * Code with {@code {"a": {"b": [1, 2]}}}, {@code List<String>} and {@code a && b}.
     *
     * @return the value of {@code balanced}
     */
    Optional<String> balanced();

    /**
     * Code with <code>&#125;&#123;</code>, <code>&#123;</code>, <code>&#64;Override</code>, <code>*&#47;</code> and
     * <code>&#92;u002A/</code>.
     *
     * @return the value of {@code unbalanced}
     */
    Optional<String> unbalanced();

    /**
     * A path such as C:&#92;users, and an escape such as &#92;u0041.
     *
     * @return the value of {@code backslash}
     */
    Optional<String> backslash();

    /**
     * <ul>
     * <li>Begins with a list.</li>
     * <li>Ends with one.</li>
     * </ul>
     *
     * @return the value of {@code list}
     */
    Optional<String> list();

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

    @JsonProperty("balanced")
    private @Nullable String balancedOnWire() {
        return balanced().orElse(null);
    }

    @JsonProperty("unbalanced")
    private @Nullable String unbalancedOnWire() {
        return unbalanced().orElse(null);
    }

    @JsonProperty("backslash")
    private @Nullable String backslashOnWire() {
        return backslash().orElse(null);
    }

    @JsonProperty("list")
    private @Nullable String listOnWire() {
        return list().orElse(null);
    }

    @JsonAnyGetter
    private Map<String, JsonValue> unknownFieldsOnWire() {
        return unknownFields().asMap();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Prose ofWire(Builder read) {
        return read.unknownFields(UnknownFields.ofWire(read.unknownFieldsOnWire)).build();
    }

    /** Sets the fields one by one; not for use by several threads at once. */
    @JsonAutoDetect(setterVisibility = JsonAutoDetect.Visibility.NONE)
    final class Builder extends ImmutableProse.Builder {

        private @Nullable Map<String, JsonValue> unknownFieldsOnWire;

        Builder() {}

        @JsonProperty("balanced")
        private void balancedOnWire(@Nullable String read) {
            balanced(Optional.ofNullable(read));
        }

        @JsonProperty("unbalanced")
        private void unbalancedOnWire(@Nullable String read) {
            unbalanced(Optional.ofNullable(read));
        }

        @JsonProperty("backslash")
        private void backslashOnWire(@Nullable String read) {
            backslash(Optional.ofNullable(read));
        }

        @JsonProperty("list")
        private void listOnWire(@Nullable String read) {
            list(Optional.ofNullable(read));
        }

        @JsonAnySetter
        private void unknownFieldOnWire(String name, @Nullable JsonValue read) {
            unknownFieldsOnWire = UnknownFields.gathered(unknownFieldsOnWire, name, read);
        }
    }
}

