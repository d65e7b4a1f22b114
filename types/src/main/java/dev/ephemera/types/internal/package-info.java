/** The descriptor and the setup mapping, for Ephemera's own modules; may change at any time. */
@NullMarked
package dev.ephemera.types.internal;

import org.jspecify.annotations.NullMarked;
