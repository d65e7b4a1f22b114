/** Which engine carries Live: the candidates at the same work, each in a process of its own, and what each of them can do. */
@NullMarked
package dev.ephemera.benchmarks.websocket;

import org.jspecify.annotations.NullMarked;
