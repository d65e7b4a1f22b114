/** Random instances of all types, and the round trip that they must survive; shared with the consumers in checks. */
@NullMarked
package dev.ephemera.types.samples;

import org.jspecify.annotations.NullMarked;
