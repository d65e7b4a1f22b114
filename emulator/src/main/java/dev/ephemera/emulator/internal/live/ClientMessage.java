package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.protojson.Dialect;
import dev.ephemera.emulator.internal.protojson.Normalised;
import dev.ephemera.emulator.internal.protojson.Normaliser;
import dev.ephemera.emulator.internal.protojson.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message of the client. Pure.
 *
 * @param member which of the members it holds; empty if it holds none
 * @param body the member, normalised
 */
record ClientMessage(String member, ObjectNode body) {

    static final String SETUP = "setup";

    /**
     * Reads a message.
     *
     * @param dialect which fields exist
     * @param json what the frame held
     * @throws RefusedException if it is none
     */
    static ClientMessage read(Dialect dialect, JsonNode json) throws RefusedException {
        if (!json.isObject()) {
            throw new RefusedException(Close.malformed("Unknown name \"\": Root element must be a message."));
        }
        Normalised message = Normaliser.read(dialect, "LiveClientMessage", "", json);
        if (!message.valid()) {
            throw new RefusedException(Close.invalid(Violation.join(message.violations())));
        }
        ObjectNode members = message.message();
        for (String member : members.propertyNames()) {
            return new ClientMessage(member, members.withObjectProperty(member));
        }
        return new ClientMessage("", members);
    }

    /** The whole message, normalised. */
    ObjectNode json() {
        ObjectNode message = Json.object();
        if (!member.isEmpty()) {
            message.set(member, body);
        }
        return message;
    }

    boolean isSetup() {
        return member.equals(SETUP);
    }
}
