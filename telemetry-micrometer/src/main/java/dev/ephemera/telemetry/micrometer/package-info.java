/** What Live sessions measure, as meters of Micrometer. */
@NullMarked
package dev.ephemera.telemetry.micrometer;

import org.jspecify.annotations.NullMarked;
