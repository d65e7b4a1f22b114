/** The small deterministic model that answers: what it is told, what it says, and what that costs. */
@NullMarked
package dev.ephemera.emulator.internal.model;

import org.jspecify.annotations.NullMarked;
