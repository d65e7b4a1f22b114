package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.internal.credential.Query;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call of the control API says.
 *
 * @param variables what stands in the path in place of the names in braces
 * @param query the query of the URL
 * @param body the body
 */
record ControlCall(List<String> variables, Query query, String body) {

    /**
     * Reads the body as one JSON object.
     *
     * @param members the names that it may have
     * @throws ControlException if it is none, or has others
     */
    ObjectNode object(Set<String> members) throws ControlException {
        ObjectNode object = object();
        for (String name : object.propertyNames()) {
            if (!members.contains(name)) {
                throw ControlException.badRequest("The body has no member \"" + name + "\" here; it takes "
                        + String.join(", ", members.stream().sorted().toList()) + ".");
            }
        }
        return object;
    }

    /**
     * Reads the body as one JSON object with any members.
     *
     * @throws ControlException if it is none
     */
    ObjectNode object() throws ControlException {
        try {
            JsonNode json = Json.parse(body);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw ControlException.badRequest("The body is JSON, but no object.");
        } catch (MalformedJsonException malformed) {
            throw ControlException.badRequest("The body is no JSON object: " + malformed.why());
        }
    }

    /** Returns a parameter of the query that is true or false. */
    boolean flag(String name, boolean otherwise) throws ControlException {
        Optional<String> value = query.value(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw ControlException.badRequest(
                        "The parameter " + name + " is \"" + value.get() + "\"; it must be true or false.");
        };
    }
}
