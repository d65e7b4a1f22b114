/** Strict ProtoJSON, read from the raw JSON tree with the descriptor as the only source of what exists. */
@NullMarked
package dev.ephemera.emulator.internal.protojson;

import org.jspecify.annotations.NullMarked;
