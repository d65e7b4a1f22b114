package dev.ephemera.transport.internal;

import dev.ephemera.transport.internal.json.JsonFilters;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.filter.TokenFilter;

/** Every field that a value sets, from the outside in, with its place: seen while its codec writes the value to nowhere. Pure. */
public final class SetFields {

    /** Is shown one field after the other. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * Looks at a field.
         *
         * @param place where it stands; its name is that in the JSON
         * @param owner the message that it stands in
         * @param field its descriptor; empty if the message has no such field, and nothing in it is visited then
         */
        void visit(Place place, MessageDescriptor owner, Optional<FieldDescriptor> field);
    }

    private SetFields() {}

    /**
     * Visits the fields of a value and of all that is in it.
     *
     * @param value one of the types
     * @param message its descriptor
     */
    public static void visit(Object value, MessageDescriptor message, Visitor visitor) {
        JsonFilters.show(value, new InMessage(null, message, visitor));
    }

    private static final class InMessage extends TokenFilter {

        private final @Nullable Place place;
        private final MessageDescriptor message;
        private final Visitor visitor;

        InMessage(@Nullable Place place, MessageDescriptor message, Visitor visitor) {
            this.place = place;
            this.message = message;
            this.visitor = visitor;
        }

        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            Place inner = Place.named(place, name);
            Optional<FieldDescriptor> field = message.field(name);
            visitor.visit(inner, message, field);
            return field.isPresent() && field.get().kind() == Kind.MESSAGE ? in(inner, field.get()) : null;
        }

        private TokenFilter in(Place place, FieldDescriptor field) {
            MessageDescriptor inner = field.message().orElseThrow();
            return switch (field.cardinality()) {
                case SINGLE -> new InMessage(place, inner, visitor);
                case LIST, MAP -> new InMessages(place, inner, visitor);
            };
        }
    }

    /** In a list, by number, or in a map, by key. */
    private static final class InMessages extends TokenFilter {

        private final Place place;
        private final MessageDescriptor message;
        private final Visitor visitor;

        InMessages(Place place, MessageDescriptor message, Visitor visitor) {
            this.place = place;
            this.message = message;
            this.visitor = visitor;
        }

        @Override
        public TokenFilter includeElement(int index) {
            return new InMessage(place.element(index), message, visitor);
        }

        @Override
        public TokenFilter includeProperty(String key) {
            return new InMessage(Place.named(place, key), message, visitor);
        }
    }
}
