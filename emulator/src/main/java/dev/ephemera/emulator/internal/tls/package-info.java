/** The certificates that an emulator makes for itself. */
@NullMarked
package dev.ephemera.emulator.internal.tls;

import org.jspecify.annotations.NullMarked;
