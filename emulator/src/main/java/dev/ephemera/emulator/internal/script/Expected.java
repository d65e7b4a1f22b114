package dev.ephemera.emulator.internal.script;

import java.time.Duration;

/** What a step waits for. Pure. */
sealed interface Expected {

    /** The opening of the connection. */
    record Opening() implements Expected {}

    /** So much audio in {@code realtimeInput}, in any number of messages. */
    record Audio(Duration atLeast) implements Expected {}

    /**
     * A message.
     *
     * @param shape what it looks like
     * @param setup whether it is the setup
     */
    record Message(Shape shape, boolean setup) implements Expected {}
}
