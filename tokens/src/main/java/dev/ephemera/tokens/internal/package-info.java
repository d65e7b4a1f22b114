/** How tokens are minted; may change at any time. */
@NullMarked
package dev.ephemera.tokens.internal;

import org.jspecify.annotations.NullMarked;
