package dev.ephemera.transport.internal;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a value. It is put into words only when there is something to say of it.
 *
 * @param around what it stands in; null for the value itself
 * @param name the name of the field or the key of the map; of an element, that of its list
 * @param index the number of the element; {@link #NO_ELEMENT} for all else
 */
public record Place(@Nullable Place around, String name, int index) {

    private static final int NO_ELEMENT = -1;

    static Place named(@Nullable Place around, String name) {
        return new Place(around, name, NO_ELEMENT);
    }

    Place element(int number) {
        return new Place(this, name, number);
    }

    /** Writes the place, such as {@code tools[1].googleSearch}. */
    @Override
    public String toString() {
        if (around == null) {
            return name;
        }
        return index == NO_ELEMENT ? around + "." + name : around + "[" + index + "]";
    }
}
