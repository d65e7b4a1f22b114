/** The runners of Google's Java SDK. */
@NullMarked
package dev.ephemera.benchmarks.googlegenai;

import org.jspecify.annotations.NullMarked;
