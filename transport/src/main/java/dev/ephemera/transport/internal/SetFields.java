package dev.ephemera.transport.internal;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.Optional;

/** Every field that a value sets, from the outside in, with its place. Pure. */
final class SetFields {

    /** Is shown one field after the other. */
    interface Visitor {

        /**
         * Looks at a field.
         *
         * @param place where it stands, such as {@code tools[1].googleSearch}
         * @param name its name in the JSON
         * @param owner the message that it stands in
         * @param field its descriptor; empty if the message has no such field, and nothing in it is visited then
         */
        void visit(String place, String name, MessageDescriptor owner, Optional<FieldDescriptor> field);
    }

    private final Visitor visitor;

    private SetFields(Visitor visitor) {
        this.visitor = visitor;
    }

    /**
     * Visits the fields of a value and of all that is in it.
     *
     * @param value one of the types
     * @param message its descriptor
     */
    static void visit(Object value, MessageDescriptor message, Visitor visitor) {
        new SetFields(visitor).visit(Json.read(Json.writeBytes(value), JsonObject.class), message, "");
    }

    private void visit(JsonObject object, MessageDescriptor message, String path) {
        object.asMap().forEach((name, value) -> {
            Optional<FieldDescriptor> field = message.field(name);
            visitor.visit(path + name, name, message, field);
            field.filter(known -> known.kind() == Kind.MESSAGE).ifPresent(known -> visit(value, known, path + name));
        });
    }

    private void visit(JsonValue value, FieldDescriptor field, String place) {
        MessageDescriptor inner = field.message().orElseThrow();
        switch (field.cardinality()) {
            case SINGLE -> visit(value.asObject(), inner, place + ".");
            case LIST -> {
                for (int i = 0; i < value.asList().size(); i++) {
                    visit(value.asList().get(i).asObject(), inner, place + "[" + i + "].");
                }
            }
            case MAP ->
                value.asObject()
                        .asMap()
                        .forEach((key, entry) -> visit(entry.asObject(), inner, place + "." + key + "."));
        }
    }
}
