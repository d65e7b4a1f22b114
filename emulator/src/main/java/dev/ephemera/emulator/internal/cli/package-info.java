/** The emulator as a program. */
@NullMarked
package dev.ephemera.emulator.internal.cli;

import org.jspecify.annotations.NullMarked;
