/** What the emulator remembers of the past, and how much of it. */
@NullMarked
package dev.ephemera.emulator.internal.memory;

import org.jspecify.annotations.NullMarked;
