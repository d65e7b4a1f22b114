package dev.ephemera.transport.internal;

import okhttp3.OkHttp;

/**
 * Finds out, before the first call fails in a strange way, whether the class path holds older versions of what stands behind us:
 * other libraries bring OkHttp 4 under the same names, and their dependency management may hold Jackson's annotations back.
 */
final class ClassPath {

    private static final String OKHTTP = "5.";
    /** The youngest of the annotations that the databind we are built with asks for. */
    private static final String JACKSON = "com.fasterxml.jackson.annotation.JsonApplyView";

    private ClassPath() {}

    /**
     * Checks what was found.
     *
     * @throws IllegalStateException if something is too old; the message says what, and the way out
     */
    static void check() {
        if (!OkHttp.VERSION.startsWith(OKHTTP)) {
            throw new IllegalStateException(
                    "The class path has OkHttp " + OkHttp.VERSION + " before OkHttp 5 (okhttp-jvm):"
                            + " exclude com.squareup.okhttp3:okhttp from the dependency that brings it, or use that library in a"
                            + " process of its own.");
        }
        try {
            Class.forName(JACKSON, false, ClassPath.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "The class path has com.fasterxml.jackson.core:jackson-annotations before 2.22, and Jackson 3 needs a"
                            + " newer one: import dev.ephemera:ephemera-bom before your other BOMs, or set the version.",
                    e);
        }
    }
}
