package dev.ephemera.emulator.internal.protojson;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as read.
 *
 * @param message every field under its lowerCamelCase name, in canonical form; without what was in violation
 * @param violations what was wrong, in the order of the input; empty for a good input
 */
public record Normalised(ObjectNode message, List<Violation> violations) {

    public Normalised {
        violations = List.copyOf(violations);
    }

    public boolean valid() {
        return violations.isEmpty();
    }
}
