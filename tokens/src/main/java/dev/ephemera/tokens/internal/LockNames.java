package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.LockReason;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    /** One field, or one inside another; what stands in a map or in free JSON is held to this too. */
    private static final Pattern NAME = Pattern.compile("[^\\s,.]+(\\.[^\\s,.]+)*");

    private static final MessageDescriptor CONFIG = Descriptors.message("LiveConnectConfig");
    private static final String GENERATION_CONFIG = "generationConfig";
    private static final MessageDescriptor GENERATION = SetupPath.SETUP
            .field(GENERATION_CONFIG)
            .flatMap(FieldDescriptor::message)
            .orElseThrow();
    /** Most names are one word. */
    private static final Map<String, Map.Entry<String, LockReason>> SINGLE = single();

    private LockNames() {}

    /**
     * Finds the path that locks a field: its own, or that of the nearest parent that the service is known to take, which is at
     * most two names deep and does not go into lists and maps.
     *
     * @param name what the user wrote
     * @return the path in camelCase, and why it is locked
     * @throws IllegalArgumentException if there is no such field; the message lists the ones there are
     */
    public static Map.Entry<String, LockReason> lockOf(String name) {
        Map.Entry<String, LockReason> known = SINGLE.get(name);
        return known != null ? known : find(name);
    }

    private static Map<String, Map.Entry<String, LockReason>> single() {
        Map<String, Map.Entry<String, LockReason>> locks = new HashMap<>();
        for (MessageDescriptor message : List.of(SetupPath.SETUP, CONFIG, GENERATION)) {
            for (FieldDescriptor field : message.fields()) {
                locks.put(field.jsonName(), find(field.jsonName()));
                locks.put(field.snakeName(), find(field.snakeName()));
            }
        }
        return Map.copyOf(locks);
    }

    private static Map.Entry<String, LockReason> find(String name) {
        requireOneName(name);
        List<String> segments = segments(name);
        List<FieldDescriptor> fields = fields(segments, name);
        FieldDescriptor first = fields.get(0);
        if (segments.size() == 1) {
            return Map.entry(first.jsonName(), LockReason.NAMED);
        }
        if (!SetupPath.hasFields(first)) {
            return Map.entry(first.jsonName(), whole(first));
        }
        FieldDescriptor second = fields.get(1);
        return Map.entry(
                first.jsonName() + "." + second.jsonName(), segments.size() == 2 ? LockReason.NAMED : whole(second));
    }

    private static void requireOneName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("lockAdditionalFields: \"" + name + "\" is not the name of one field;"
                    + " give each name as an element of its own, without commas, blanks and empty parts.");
        }
    }

    private static LockReason whole(FieldDescriptor field) {
        return field.cardinality() == Cardinality.MAP ? LockReason.MAP_LOCKED_WHOLE : LockReason.DEEPER_PATH_NAMED;
    }

    private static List<String> segments(String name) {
        List<String> written = List.of(name.split("\\.", -1));
        List<String> segments =
                new ArrayList<>(List.of(wirePath(written.get(0), name).split("\\.", -1)));
        segments.addAll(written.subList(1, written.size()));
        return segments;
    }

    /** The fields that a name goes through, from the setup inwards; it ends at a map or at free JSON, whose keys are no fields. */
    private static List<FieldDescriptor> fields(List<String> segments, String name) {
        List<FieldDescriptor> fields = new ArrayList<>();
        for (String segment : segments) {
            if (!fields.isEmpty() && hasKeysOfItsOwn(fields.get(fields.size() - 1))) {
                break;
            }
            fields.add(field(fields, segment, name));
        }
        return fields;
    }

    private static FieldDescriptor field(List<FieldDescriptor> outer, String segment, String name) {
        if (outer.isEmpty()) {
            return SetupPath.SETUP.field(segment).orElseThrow();
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
        if (SetupPath.SETUP.field(first).isPresent()) {
            return first;
        }
        return CONFIG.field(first)
                .flatMap(FieldDescriptor::wirePath)
                .or(() -> GENERATION.field(first).map(field -> GENERATION_CONFIG + "." + field.jsonName()))
                .orElseThrow(() -> unknownFirst(name));
    }

    private static IllegalArgumentException unknownFirst(String name) {
        Set<String> valid = new LinkedHashSet<>();
        for (MessageDescriptor message : List.of(SetupPath.SETUP, CONFIG, GENERATION)) {
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
