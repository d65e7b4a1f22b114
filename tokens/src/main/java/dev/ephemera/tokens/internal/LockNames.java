package dev.ephemera.tokens.internal;

import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From the name of a field, as a user writes it, to its path in the setup. Pure; which names exist follows from the
 * description.
 *
 * <p>A name is a field of the SDK's config, of the setup or of its generation config, or a dotted path that begins with one, in
 * camelCase or snake_case.
 */
public final class LockNames {

    private static final Pattern DOT = Pattern.compile("\\.");
    private static final MessageDescriptor SETUP = Descriptors.message("LiveClientSetup");
    private static final MessageDescriptor CONFIG = Descriptors.message("LiveConnectConfig");
    private static final String GENERATION_CONFIG = "generationConfig";
    private static final MessageDescriptor GENERATION =
            SETUP.field(GENERATION_CONFIG).flatMap(FieldDescriptor::message).orElseThrow();

    private LockNames() {}

    /**
     * Finds the path that locks a field: its own, or that of the nearest parent that the service is known to take, which is at
     * most two names deep and does not go into lists and maps.
     *
     * @param name what the user wrote
     * @return one or two names in camelCase, joined by a dot
     * @throws IllegalArgumentException if there is no such field; the message lists the ones there are
     */
    public static String pathOf(String name) {
        List<FieldDescriptor> fields = fields(name);
        FieldDescriptor first = fields.get(0);
        boolean inside = fields.size() > 1 && first.kind() == Kind.MESSAGE && first.cardinality() == Cardinality.SINGLE;
        return inside ? first.jsonName() + "." + fields.get(1).jsonName() : first.jsonName();
    }

    /** The fields that a name goes through, from the setup inwards; it ends at a map or at free JSON, whose keys are no fields. */
    private static List<FieldDescriptor> fields(String name) {
        List<String> segments = List.of(DOT.split(name.strip(), -1));
        List<String> path = new ArrayList<>(
                DOT.splitAsStream(wirePath(segments.get(0), name)).toList());
        path.addAll(segments.subList(1, segments.size()));
        List<FieldDescriptor> fields = new ArrayList<>();
        for (String segment : path) {
            if (!fields.isEmpty() && hasKeysOfItsOwn(fields.get(fields.size() - 1))) {
                break;
            }
            fields.add(field(fields, segment, name));
        }
        return fields;
    }

    private static FieldDescriptor field(List<FieldDescriptor> outer, String segment, String name) {
        if (outer.isEmpty()) {
            return SETUP.field(segment).orElseThrow();
        }
        FieldDescriptor last = outer.get(outer.size() - 1);
        return last.message()
                .flatMap(message -> message.field(segment))
                .orElseThrow(() -> unknown(name, segment, last));
    }

    private static boolean hasKeysOfItsOwn(FieldDescriptor field) {
        return field.cardinality() == Cardinality.MAP || field.kind() == Kind.STRUCT || field.kind() == Kind.ANY;
    }

    private static String wirePath(String first, String name) {
        if (SETUP.field(first).isPresent()) {
            return first;
        }
        return CONFIG.field(first)
                .flatMap(FieldDescriptor::wirePath)
                .or(() -> GENERATION.field(first).map(field -> GENERATION_CONFIG + "." + field.jsonName()))
                .orElseThrow(() -> unknownFirst(name));
    }

    private static IllegalArgumentException unknownFirst(String name) {
        Set<String> valid = new LinkedHashSet<>();
        for (MessageDescriptor message : List.of(SETUP, CONFIG, GENERATION)) {
            message.fields().forEach(field -> valid.add(field.jsonName()));
        }
        return new IllegalArgumentException("lockAdditionalFields: there is no field \"" + name + "\"; there are "
                + String.join(", ", valid) + " (or in snake_case, or with a dot and a field inside).");
    }

    private static IllegalArgumentException unknown(String name, String segment, FieldDescriptor owner) {
        String inside = owner.message()
                .map(message -> "it has "
                        + String.join(
                                ", ",
                                message.fields().stream()
                                        .map(FieldDescriptor::jsonName)
                                        .toList()))
                .orElse("it has no fields");
        return new IllegalArgumentException("lockAdditionalFields: \"" + name + "\": there is no \"" + segment
                + "\" in " + owner.jsonName() + "; " + inside + ". Elements of a list are locked with the list.");
    }
}
