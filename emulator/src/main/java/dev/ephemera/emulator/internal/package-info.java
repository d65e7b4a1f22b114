/** What holds the parts of an emulator together. */
@NullMarked
package dev.ephemera.emulator.internal;

import org.jspecify.annotations.NullMarked;
