/** Live sessions over WebSocket, with an API key or an ephemeral token. */
@SuppressWarnings("module") // the facade that internal is exported to is built later
module dev.ephemera.live {
    requires transitive dev.ephemera.transport;
    requires transitive dev.ephemera.types;
    requires tools.jackson.core;
    requires static jdk.jfr; // phones and small runtimes have none
    requires static org.immutables.value.annotations;
    requires transitive static org.jspecify;

    exports dev.ephemera.live;
    exports dev.ephemera.live.audio;
    exports dev.ephemera.live.internal to
            dev.ephemera;
}
