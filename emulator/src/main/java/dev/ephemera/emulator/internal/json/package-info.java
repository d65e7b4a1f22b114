/** JSON text in, JSON text out, in the form that the service writes. */
@NullMarked
package dev.ephemera.emulator.internal.json;

import org.jspecify.annotations.NullMarked;
