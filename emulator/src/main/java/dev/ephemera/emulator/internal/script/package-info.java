/** Scripts: how they are read, what their expectations match, and how they are played. */
@NullMarked
package dev.ephemera.emulator.internal.script;

import org.jspecify.annotations.NullMarked;
