/** Which request meets which fault. */
@NullMarked
package dev.ephemera.emulator.internal.fault;

import org.jspecify.annotations.NullMarked;
