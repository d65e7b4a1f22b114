/** How sessions are opened and held; may change at any time. */
@NullMarked
package dev.ephemera.live.internal;

import org.jspecify.annotations.NullMarked;
