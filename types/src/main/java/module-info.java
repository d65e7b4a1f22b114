/** The messages of ephemeral auth tokens and Live sessions of the Gemini Developer API. */
@SuppressWarnings("module") // the modules that internal is exported to are built later
module dev.ephemera.types {
    requires com.fasterxml.jackson.annotation;
    requires static java.compiler;
    requires static org.immutables.value.annotations;
    requires transitive static org.jspecify;

    exports dev.ephemera.types;
    exports dev.ephemera.types.internal to
            dev.ephemera.emulator,
            dev.ephemera.live,
            dev.ephemera.tokens,
            dev.ephemera.transport;

    opens dev.ephemera.types;
}
