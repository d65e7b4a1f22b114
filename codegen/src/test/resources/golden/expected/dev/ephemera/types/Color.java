package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import javax.annotation.processing.Generated;

/**
 * An enum. Its values:
 *
 * <ul>
 * <li>{@code COLOR_UNSPECIFIED}: not stated.</li>
 * <li>{@code RED}: the color of {@code #ff0000}.</li>
 * </ul>
 */
@Generated("dev.ephemera.codegen")
public final class Color extends OpenEnum {

    /** {@code COLOR_UNSPECIFIED}. */
    public static final Color COLOR_UNSPECIFIED = new Color("COLOR_UNSPECIFIED", Known.COLOR_UNSPECIFIED);

    /** {@code RED}. */
    public static final Color RED = new Color("RED", Known.RED);

    /** {@code dark-green}. */
    public static final Color DARK_GREEN = new Color("dark-green", Known.DARK_GREEN);

    /** {@code 4K}. */
    public static final Color _4K = new Color("4K", Known._4K);

    private final Known known;

    private Color(String value, Known known) {
        super(value);
        this.known = known;
    }

    /**
     * Finds the constant, or keeps a value that this version does not know.
     *
     * @param value the name on the wire
     * @return the value
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Color of(String value) {
        return switch (value) {
            case "COLOR_UNSPECIFIED" -> COLOR_UNSPECIFIED;
            case "RED" -> RED;
            case "dark-green" -> DARK_GREEN;
            case "4K" -> _4K;
            default -> new Color(value, Known.UNRECOGNIZED);
        };
    }

    /**
     * Returns the value for a {@code switch}.
     *
     * @return the known value, or {@link Known#UNRECOGNIZED}
     */
    public Known known() {
        return known;
    }

    /** The values that this version knows. */
    public enum Known {
        /** {@link Color#COLOR_UNSPECIFIED}. */
        COLOR_UNSPECIFIED,
        /** {@link Color#RED}. */
        RED,
        /** {@link Color#DARK_GREEN}. */
        DARK_GREEN,
        /** {@link Color#_4K}. */
        _4K,
        /** A value of a newer service; {@link Color#value()} tells which. */
        UNRECOGNIZED
    }
}

