/** Ephemera beside raw OkHttp, bare sockets and Google's SDK: runners, the command that compares them, and what it writes. */
@NullMarked
package dev.ephemera.benchmarks;

import org.jspecify.annotations.NullMarked;
