/** How the facade is put together; may change at any time. */
@NullMarked
package dev.ephemera.internal;

import org.jspecify.annotations.NullMarked;
