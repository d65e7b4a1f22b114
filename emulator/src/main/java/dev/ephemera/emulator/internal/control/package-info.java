/**
 * The control API and the status page: HTTP on a port of its own, for tests in other languages and for people.
 * {@code docs/emulator.md} describes it.
 */
@NullMarked
package dev.ephemera.emulator.internal.control;

import org.jspecify.annotations.NullMarked;
