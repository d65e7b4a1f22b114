package dev.ephemera.emulator;

import dev.ephemera.types.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A token that an emulator issued, seen as it is now. Safe for use by any thread. */
public interface IssuedToken {

    /** What a token is still good for. */
    enum State {
        /** It starts sessions. */
        USABLE,
        /** Its uses are used up; it only resumes. */
        SPENT,
        /** The time for new sessions is over; it only resumes. */
        CLOSED_TO_NEW_SESSIONS,
        /** It is over, and so are its sessions. */
        EXPIRED
    }

    /**
     * The token itself, a secret, as the client presents it.
     *
     * @return {@code auth_tokens/…}
     */
    String name();

    /**
     * When it ends, and its sessions with it.
     *
     * @return the time asked for, or the default
     */
    Instant expireTime();

    /**
     * When it stops to start sessions.
     *
     * @return the time asked for, or the default
     */
    Instant newSessionExpireTime();

    /**
     * How many sessions it may start in all.
     *
     * @return the number; zero for any number
     */
    int uses();

    /**
     * How many sessions it may still start.
     *
     * @return the number; empty for any number
     */
    OptionalInt usesLeft();

    /**
     * The setup that it holds.
     *
     * @return the setup in lowerCamelCase; empty if it was minted without one
     */
    Optional<JsonObject> setup();

    /**
     * The paths that it controls.
     *
     * @return the paths in lowerCamelCase, each once; empty if it was minted without a mask
     */
    List<String> fieldMask();

    /**
     * What it is good for now, by the emulator's clock.
     *
     * @return the state
     */
    State state();
}
