package dev.ephemera.transport.internal;

/** Which version of Ephemera this is, put in by the build: reading it from a file would cost each start some milliseconds. */
final class Version {

    static final String TEXT = "${project.version}";

    private Version() {}
}
