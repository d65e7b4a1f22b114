/** The HTTP side of the transport, for Ephemera's own modules; may change at any time. */
@NullMarked
package dev.ephemera.transport.internal;

import org.jspecify.annotations.NullMarked;
