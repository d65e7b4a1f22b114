package dev.ephemera.emulator.internal.token;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a token makes of the setup that a client sends. Pure. */
public final class EffectiveSetup {

    private static final String RESUMPTION = "sessionResumption";
    private static final String HANDLE = "handle";

    private final EmulatorOptions options;

    public EffectiveSetup(EmulatorOptions options) {
        this.options = options;
    }

    /**
     * Works the setup out that counts.
     *
     * @param terms what the token was issued for
     * @param client the client's setup, normalised
     * @return a new object
     */
    public ObjectNode of(TokenTerms terms, ObjectNode client) {
        ObjectNode token = terms.setup().orElseGet(Json::object);
        ObjectNode effective;
        if (terms.mask().isEmpty()) {
            effective = terms.setup().isPresent() ? token.deepCopy() : client.deepCopy();
        } else {
            effective = client.deepCopy();
            for (List<String> path : terms.mask().paths()) {
                JsonNode value = get(token, path);
                if (value == null) {
                    remove(effective, path);
                } else {
                    set(effective, path, value.deepCopy());
                }
            }
        }
        String handle = handle(client);
        if (!handle.isEmpty()
                && handle(token).isEmpty()
                && !options.assumes(Assumption.LOCKS_COVER_RESUMPTION_HANDLES)) {
            effective.withObjectProperty(RESUMPTION).put(HANDLE, handle);
        }
        return effective;
    }

    /** Tells whether a client asks for anything else than a token that locks everything holds. A handle is no such thing. */
    public static boolean contradicts(TokenTerms terms, ObjectNode client) {
        return terms.mask().isEmpty()
                && terms.setup().isPresent()
                && client.properties().stream()
                        .filter(asked -> !asked.getKey().equals(RESUMPTION))
                        .anyMatch(asked ->
                                !asked.getValue().equals(terms.setup().get().get(asked.getKey())));
    }

    /** The resumption handle; an empty one says nothing. */
    private static String handle(ObjectNode setup) {
        return setup.path(RESUMPTION).path(HANDLE).asString("");
    }

    private static @Nullable JsonNode get(JsonNode message, List<String> path) {
        JsonNode value = message;
        for (String name : path) {
            value = value == null ? null : value.get(name);
        }
        return value;
    }

    private static void remove(ObjectNode message, List<String> path) {
        JsonNode parent = get(message, path.subList(0, path.size() - 1));
        if (parent instanceof ObjectNode object) {
            object.remove(path.get(path.size() - 1));
        }
    }

    private void set(ObjectNode message, List<String> path, JsonNode value) {
        ObjectNode parent = message;
        for (String name : path.subList(0, path.size() - 1)) {
            parent = parent.withObjectProperty(name);
        }
        String last = path.get(path.size() - 1);
        if (options.assumes(Assumption.MASKED_MESSAGES_ARE_MERGED)
                && value instanceof ObjectNode from
                && parent.get(last) instanceof ObjectNode into) {
            merge(from, into);
        } else {
            parent.set(last, value);
        }
    }

    private static void merge(ObjectNode from, ObjectNode into) {
        for (Map.Entry<String, JsonNode> member : from.properties()) {
            if (member.getValue() instanceof ObjectNode inner
                    && into.get(member.getKey()) instanceof ObjectNode existing) {
                merge(inner, existing);
            } else {
                into.set(member.getKey(), member.getValue());
            }
        }
    }
}
