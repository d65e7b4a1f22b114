package dev.ephemera.emulator.junit5;

/** What a test may leave behind; it fails then, unless it says that it may. */
public enum Leftover {
    /** A Live session that neither side has ended. */
    OPEN_SESSIONS,

    /** A client's message that no expectation of a script matched. */
    UNMATCHED_MESSAGES,

    /**
     * A thread that the test has started and that keeps the program alive, or one of Ephemera's, once the test's client and
     * emulator are closed. Not looked for while tests run at once in one JVM: nobody could tell whose it is.
     */
    THREADS
}
