/** What a client presents to be let in, and what that is worth. */
@NullMarked
package dev.ephemera.emulator.internal.credential;

import org.jspecify.annotations.NullMarked;
