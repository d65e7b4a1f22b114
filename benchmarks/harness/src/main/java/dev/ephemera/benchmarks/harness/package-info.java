/** The server, the work and the measuring, of the JDK alone: it stands on every runner's class path. */
@NullMarked
package dev.ephemera.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
