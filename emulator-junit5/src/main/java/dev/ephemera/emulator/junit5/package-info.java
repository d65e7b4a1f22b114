/** The emulator in JUnit 5 tests: one for each test, with a client, and a check of what the test leaves behind. */
@NullMarked
package dev.ephemera.emulator.junit5;

import org.jspecify.annotations.NullMarked;
