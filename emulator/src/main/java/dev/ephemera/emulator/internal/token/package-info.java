/** Ephemeral tokens: what may be asked for, which are issued, and what they make of a session's setup. */
@NullMarked
package dev.ephemera.emulator.internal.token;

import org.jspecify.annotations.NullMarked;
