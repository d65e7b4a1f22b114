/** What the annotation and the extension share. */
@NullMarked
package dev.ephemera.emulator.junit5.internal;

import org.jspecify.annotations.NullMarked;
