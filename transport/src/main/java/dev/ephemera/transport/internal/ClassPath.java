package dev.ephemera.transport.internal;

import okhttp3.OkHttp;

/**
 * Finds out, before the first call fails in a strange way, whether the class path holds an OkHttp 4, which other libraries bring under the
 * same names.
 */
final class ClassPath {

    private static final String OKHTTP = "5.";

    private ClassPath() {}

    /**
     * Checks what was found.
     *
     * @throws IllegalStateException if it is too old; the message says what, and the way out
     */
    static void check() {
        if (!OkHttp.VERSION.startsWith(OKHTTP)) {
            throw new IllegalStateException(
                    "The class path has OkHttp " + OkHttp.VERSION + " before OkHttp 5 (okhttp-jvm):"
                            + " exclude com.squareup.okhttp3:okhttp from the dependency that brings it, or use that library in a"
                            + " process of its own.");
        }
    }
}
