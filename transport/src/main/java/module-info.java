/** Options, credentials, calls and errors that Ephemera's modules share. */
@SuppressWarnings("module") // the modules that internal is exported to are built later
module dev.ephemera.transport {
    requires transitive dev.ephemera.types;
    requires transitive okhttp3;
    requires kotlin.stdlib;
    requires okio;
    requires retrofit2;
    requires tools.jackson.core;
    requires static java.compiler;
    requires static org.immutables.value.annotations;
    requires transitive static org.jspecify;

    exports dev.ephemera.transport;
    exports dev.ephemera.transport.internal to
            dev.ephemera,
            dev.ephemera.live,
            dev.ephemera.tokens;
    exports dev.ephemera.transport.internal.json to
            dev.ephemera.live,
            dev.ephemera.tokens;
    exports dev.ephemera.transport.internal.websocket to
            dev.ephemera.live;
}
