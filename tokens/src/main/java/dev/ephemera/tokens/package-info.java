/** Ephemeral auth tokens: how often they may be used, until when, and with which session settings locked. */
@NullMarked
package dev.ephemera.tokens;

import org.jspecify.annotations.NullMarked;
