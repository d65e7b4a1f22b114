/**
 * An emulator of ephemeral auth tokens and Live sessions of the Gemini Developer API.
 *
 * <p>{@link dev.ephemera.emulator.GeminiEmulator} starts it in process, on a loopback port of its own, with no key and
 * no network. It is written from the description of the wire and not from any client, so that what it accepts and
 * refuses is evidence. Where the service's behaviour is not known, {@link dev.ephemera.emulator.Assumption} says what
 * is assumed and lets a test assume otherwise.
 */
@NullMarked
package dev.ephemera.emulator;

import org.jspecify.annotations.NullMarked;
