package dev.ephemera.emulator.internal.token;

import dev.ephemera.emulator.internal.protojson.Dialect;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The paths of a setup that a token controls. Pure.
 *
 * @param paths the names of each path in lowerCamelCase, each path once, in the order given
 */
public record FieldMask(List<List<String>> paths) {

    static final FieldMask EMPTY = new FieldMask(List.of());

    static final String INVALID = "field_mask is invalid for BidiGenerateContentSetup";

    public FieldMask {
        paths = List.copyOf(paths);
    }

    /**
     * Reads a mask, in either case or both mixed.
     *
     * @param text the paths, separated by commas
     * @param dialect which fields exist
     * @param deepest how many names a path may have
     * @param intoMaps whether a path may name an entry of a map
     * @throws InvalidTokenException if a path names no field of the setup
     */
    public static FieldMask parse(String text, Dialect dialect, int deepest, boolean intoMaps)
            throws InvalidTokenException {
        Set<List<String>> paths = new LinkedHashSet<>();
        for (String path : text.split(",", -1)) {
            if (!path.isBlank()) {
                paths.add(path(path.strip(), dialect, deepest, intoMaps));
            }
        }
        return new FieldMask(List.copyOf(paths));
    }

    private static List<String> path(String path, Dialect dialect, int deepest, boolean intoMaps)
            throws InvalidTokenException {
        List<String> names = new ArrayList<>();
        Optional<MessageDescriptor> message = Optional.of(Descriptors.message("LiveClientSetup"));
        boolean inMap = false;
        for (String name : path.split("\\.", -1)) {
            if (inMap && !name.isEmpty()) {
                names.add(name);
                inMap = false;
                continue;
            }
            FieldDescriptor field = message.flatMap(type -> type.field(name))
                    .filter(dialect::knows)
                    .orElseThrow(() -> new InvalidTokenException(INVALID));
            names.add(field.jsonName());
            inMap = intoMaps && field.cardinality() == Cardinality.MAP;
            message = field.cardinality() == Cardinality.SINGLE ? field.message() : Optional.empty();
        }
        if (names.size() > deepest) {
            throw new InvalidTokenException(INVALID);
        }
        return List.copyOf(names);
    }

    public boolean isEmpty() {
        return paths.isEmpty();
    }

    /** Writes each path with dots. */
    public List<String> dotted() {
        return paths.stream().map(path -> String.join(".", path)).toList();
    }
}
