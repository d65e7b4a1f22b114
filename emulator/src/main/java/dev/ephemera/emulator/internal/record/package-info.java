/** Sessions with another Live endpoint, written down as scripts that replay them, with nothing secret. */
@NullMarked
package dev.ephemera.emulator.internal.record;

import org.jspecify.annotations.NullMarked;
