package dev.ephemera.transport.internal;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;

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
     * Checks a value and all that is in it.
     *
     * @param value one of the types
     * @param message its descriptor
     * @throws IllegalArgumentException if something in it is refused; the message names the path and the reason
     */
    public void check(Object value, MessageDescriptor message) {
        check(Json.read(Json.writeBytes(value), JsonObject.class), message, "");
    }

    private void check(JsonObject object, MessageDescriptor message, String path) {
        object.asMap().forEach((name, value) -> {
            String place = path + name;
            FieldDescriptor field = message.field(name).orElseThrow(() -> unknown(message, name, place));
            field.notInLive().ifPresent(reason -> {
                throw new IllegalArgumentException(place + " is refused: " + reason + ".");
            });
            if (field.v1alphaOnly() && !version.equals(V1ALPHA)) {
                throw new IllegalArgumentException(place + " is taken by the API version v1alpha only, and " + version
                        + " is chosen; leave the version or the field out.");
            }
            if (field.kind() == Kind.MESSAGE) {
                MessageDescriptor inner = field.message().orElseThrow();
                descend(value, field.cardinality(), inner, place);
            }
        });
    }

    private void descend(JsonValue value, Cardinality cardinality, MessageDescriptor inner, String place) {
        switch (cardinality) {
            case SINGLE -> check(value.asObject(), inner, place + ".");
            case LIST -> {
                for (int i = 0; i < value.asList().size(); i++) {
                    check(value.asList().get(i).asObject(), inner, place + "[" + i + "].");
                }
            }
            case MAP ->
                value.asObject()
                        .asMap()
                        .forEach((key, entry) -> check(entry.asObject(), inner, place + "." + key + "."));
        }
    }

    private static IllegalArgumentException unknown(MessageDescriptor message, String name, String place) {
        String reason = message.refused().get(name);
        return new IllegalArgumentException(
                reason != null
                        ? place + " is refused: " + reason + "."
                        : place + " is no field of " + message.name() + " that this version knows; if the service does,"
                                + " send it with RequestOptions.extraBody.");
    }
}
