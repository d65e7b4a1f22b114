/** What can be seen of an emulator from outside: warnings, and frames as they pass. */
@NullMarked
package dev.ephemera.emulator.internal.observe;

import org.jspecify.annotations.NullMarked;
