/** Examples: each file answers one question of a user. */
@NullMarked
package dev.ephemera.examples;

import org.jspecify.annotations.NullMarked;
