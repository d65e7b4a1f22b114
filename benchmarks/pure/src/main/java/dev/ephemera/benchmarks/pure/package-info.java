/** What the pure parts cost, by JMH. A benchmark stands in the package of what it measures where nobody else may see that. */
@NullMarked
package dev.ephemera.benchmarks.pure;

import org.jspecify.annotations.NullMarked;
