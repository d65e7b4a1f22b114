package dev.ephemera.emulator.internal.protojson;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with a JSON input.
 *
 * @param field the snake_case path of the field, or of the message with the unknown name; empty at the top
 * @param description the service's words for it
 */
public record Violation(String field, String description) {

    /** Joins the words of several violations as the service does, one line each. */
    public static String join(List<Violation> violations) {
        return violations.stream().map(Violation::description).collect(Collectors.joining("\n"));
    }
}
