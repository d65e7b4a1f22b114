package dev.ephemera.emulator.internal.token;

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

    private static final String INVALID = "field_mask is invalid for BidiGenerateContentSetup";

    public FieldMask {
        paths = List.copyOf(paths);
    }

    /**
     * Reads a mask, in either case or both mixed.
     *
     * @param text the paths, separated by commas
     * @param apiVersion which version's fields exist
     * @param deepest how many names a path may have
     * @throws InvalidTokenException if a path names no field of the setup
     */
    public static FieldMask parse(String text, String apiVersion, int deepest) throws InvalidTokenException {
        Set<List<String>> paths = new LinkedHashSet<>();
        for (String path : text.split(",", -1)) {
            if (!path.isBlank()) {
                paths.add(path(path.strip(), apiVersion, deepest));
            }
        }
        return new FieldMask(List.copyOf(paths));
    }

    private static List<String> path(String path, String apiVersion, int deepest) throws InvalidTokenException {
        List<String> names = new ArrayList<>();
        Optional<MessageDescriptor> message = Optional.of(Descriptors.message("LiveClientSetup"));
        for (String name : path.split("\\.", -1)) {
            FieldDescriptor field = message.flatMap(type -> type.field(name))
                    .filter(known -> !known.v1alphaOnly() || apiVersion.equals("v1alpha"))
                    .orElseThrow(() -> new InvalidTokenException(INVALID));
            names.add(field.jsonName());
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
