/** The emulator's time: when it is, and what happens later. */
@NullMarked
package dev.ephemera.emulator.internal.time;

import org.jspecify.annotations.NullMarked;
