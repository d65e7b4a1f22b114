package dev.ephemera.emulator.internal.live;

import tools.jackson.databind.JsonNode;

/** Plays the service's part in one session, in the small model's place. Guarded by the session's lock. */
public interface Play {

    /** Begins, when the connection has opened. */
    void opened();

    /**
     * Tells whether this is for the session, once it is known what model the client asks for.
     *
     * @param model the model's name; empty if the first message names none
     */
    boolean suits(String model);

    /** Whether the client is held to the service's rules before this sees what it sends. */
    boolean enforces();

    /** Whether the small model answers what this leaves. */
    boolean leavesToModel();

    /**
     * Takes a message of the client.
     *
     * @param message the message, normalised; as it came, if the rules are not enforced and it cannot be
     * @return false if it is left to the small model
     */
    boolean accept(JsonNode message);

    /** Falls silent for good. */
    void stop();
}
