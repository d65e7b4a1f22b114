package dev.ephemera.emulator;

import dev.ephemera.types.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What passed on a session's connection: a message, however many frames it came in, or a control frame. Immutable, safe
 * for use by any thread.
 */
public interface EmulatedFrame {

    /** Which way a frame went. */
    enum Direction {
        /** From the client to the emulator. */
        RECEIVED,
        /** From the emulator to the client. */
        SENT
    }

    /** What a frame was. */
    enum Kind {
        /** A message in text. */
        TEXT,
        /** A message in bytes, which holds the same JSON. */
        BINARY,
        /** Asks whether the other side is there. */
        PING,
        /** Answers a ping. */
        PONG,
        /** Ends the connection. */
        CLOSE
    }

    /**
     * When it passed, by the emulator's clock.
     *
     * @return the instant; what was sent may have reached the client later
     */
    Instant at();

    /**
     * Which way it went.
     *
     * @return the direction
     */
    Direction direction();

    /**
     * What it was.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * How long it was.
     *
     * @return the bytes of its payload
     */
    int size();

    /**
     * What it said, word for word, secrets included.
     *
     * @return the JSON; empty if it was no JSON object
     */
    Optional<JsonObject> json();

    /**
     * What it held, byte for byte, secrets included.
     *
     * @return a copy; a close frame's begins with the two bytes of its code
     */
    byte[] payload();

    /**
     * The code of a close frame.
     *
     * @return the code; empty for other frames, and for a close frame without one
     */
    OptionalInt closeCode();

    /**
     * What it said, for people to read: JSON on one line with secrets taken out, long media shortened to their length, and
     * cut after 2,000 characters; a close frame's code and reason; or why there is nothing to show.
     *
     * @return a line without secrets
     */
    String shown();
}
