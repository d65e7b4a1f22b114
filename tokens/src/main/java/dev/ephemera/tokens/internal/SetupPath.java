package dev.ephemera.tokens.internal;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A path that a mask can name: a field of the setup, or a field of a message in it. Deeper the service is not known to go. Pure;
 * which paths there are follows from the description.
 *
 * @param parent the message that the field stands in; empty for the setup itself
 * @param field the field
 * @param text the path in camelCase, with a dot
 */
public record SetupPath(Optional<FieldDescriptor> parent, FieldDescriptor field, String text) {

    /** The message that paths begin in. */
    static final MessageDescriptor SETUP = Descriptors.message("LiveClientSetup");

    private static final List<SetupPath> ALL = all(SETUP);
    private static final Map<String, SetupPath> BY_TEXT =
            ALL.stream().collect(Collectors.toUnmodifiableMap(SetupPath::text, path -> path));

    /**
     * Lists every path.
     *
     * @return in the order of the description, a message before its fields
     */
    public static List<SetupPath> all() {
        return ALL;
    }

    /**
     * Finds a path.
     *
     * @param text the path in camelCase
     * @throws IllegalArgumentException if there is no such field
     */
    static SetupPath of(String text) {
        return Optional.ofNullable(BY_TEXT.get(text))
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is no field of the setup that this version knows, so it cannot be locked."));
    }

    private static List<SetupPath> all(MessageDescriptor setup) {
        List<SetupPath> paths = new ArrayList<>();
        for (FieldDescriptor field : setup.fields()) {
            paths.add(new SetupPath(Optional.empty(), field, field.jsonName()));
            if (hasFields(field)) {
                field.message()
                        .orElseThrow()
                        .fields()
                        .forEach(inner -> paths.add(
                                new SetupPath(Optional.of(field), inner, field.jsonName() + "." + inner.jsonName())));
            }
        }
        return List.copyOf(paths);
    }

    /** Whether paths go on inside a field: not into lists, maps and free JSON. */
    static boolean hasFields(FieldDescriptor field) {
        return field.kind() == Kind.MESSAGE && field.cardinality() == Cardinality.SINGLE;
    }

    /** The path of the message around. */
    public Optional<String> parentText() {
        return parent.map(FieldDescriptor::jsonName);
    }

    /**
     * Reads what a setup has there.
     *
     * @param setup a setup as JSON
     */
    public Optional<JsonValue> in(JsonObject setup) {
        Optional<JsonObject> owner = parent.isEmpty()
                ? Optional.of(setup)
                : setup.get(parent.get().jsonName()).map(JsonValue::asObject);
        return owner.flatMap(object -> object.get(field.jsonName()));
    }
}
