package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.internal.credential.Query;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import java.util.Collection;
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
        check("body", "member", object.propertyNames(), members);
        return object;
    }

    /**
     * Sees to it that names are among those that may be there.
     *
     * @param where what holds them
     * @param kind what they name
     * @throws ControlException if one is not
     */
    static void check(String where, String kind, Collection<String> names, Set<String> known) throws ControlException {
        for (String name : names) {
            if (!known.contains(name)) {
                String takes = known.isEmpty()
                        ? "none"
                        : String.join(", ", known.stream().sorted().toList());
                throw ControlException.badRequest(
                        "The " + where + " has no " + kind + " \"" + name + "\" here; it takes " + takes + ".");
            }
        }
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
