/** The facade that a service depends on. */
@NullMarked
package dev.ephemera;

import org.jspecify.annotations.NullMarked;
