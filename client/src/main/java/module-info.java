/** The client: ephemeral auth tokens and Live sessions of the Gemini Developer API. */
module dev.ephemera {
    requires transitive dev.ephemera.live;
    requires transitive dev.ephemera.tokens;
    requires transitive static org.jspecify;

    exports dev.ephemera;
}
