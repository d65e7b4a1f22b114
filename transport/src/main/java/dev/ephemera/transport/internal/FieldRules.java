package dev.ephemera.transport.internal;

import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Refuses, by name, what a value may not hold although its type has a place for it: fields that nobody knows, that this backend
 * refuses, that a Live setup cannot have, or that need another API version. Pure; what is refused follows from the description.
 */
public final class FieldRules {

    private static final String V1ALPHA = "v1alpha";

    private final String version;

    /**
     * Makes the rules of an API version.
     *
     * @param version the version that the value will be sent with
     */
    public FieldRules(String version) {
        this.version = version;
    }

    /**
     * Tells whether a value holds something that only {@code v1alpha} takes.
     *
     * @param value one of the types
     * @param message its descriptor
     */
    public static boolean needsV1alpha(Object value, MessageDescriptor message) {
        AtomicBoolean needed = new AtomicBoolean();
        SetFields.visit(value, message, (place, owner, field) -> {
            if (field.filter(FieldDescriptor::v1alphaOnly).isPresent()) {
                needed.set(true);
            }
        });
        return needed.get();
    }

    /**
     * Checks a value and all that is in it.
     *
     * @param value one of the types
     * @param message its descriptor
     * @throws IllegalArgumentException if something in it is refused; the message names the path and the reason
     */
    public void check(Object value, MessageDescriptor message) {
        SetFields.visit(value, message, (place, owner, field) -> {
            if (field.isEmpty()) {
                throw unknown(owner, place);
            }
            check(place, field.get());
        });
    }

    /**
     * Checks that a field may be used at all.
     *
     * @param place where it is named, for the message
     * @param field the field
     * @throws IllegalArgumentException if it is refused; the message names the place and the reason
     */
    public void check(Object place, FieldDescriptor field) {
        if (field.notInLive().isPresent()) {
            throw new IllegalArgumentException(
                    place + " is refused: " + field.notInLive().get() + ".");
        }
        if (field.v1alphaOnly() && !version.equals(V1ALPHA)) {
            throw new IllegalArgumentException(place + " is taken by the API version v1alpha only, and " + version
                    + " is chosen; leave the version or the field out.");
        }
    }

    private static IllegalArgumentException unknown(MessageDescriptor message, Place place) {
        String reason = message.refused().get(place.name());
        return new IllegalArgumentException(
                reason != null
                        ? place + " is refused: " + reason + "."
                        : place + " is no field of " + message.name() + " that this version knows; if the service does,"
                                + " send it with RequestOptions.extraBody.");
    }
}
