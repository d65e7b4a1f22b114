/** Ephemeral auth tokens: lifetimes, locks, minting. */
@SuppressWarnings("module") // the facade that internal is exported to is built later
module dev.ephemera.tokens {
    requires transitive dev.ephemera.transport;
    requires transitive dev.ephemera.types;
    requires retrofit2;
    requires static org.immutables.value.annotations;
    requires transitive static org.jspecify;

    exports dev.ephemera.tokens;
    exports dev.ephemera.tokens.internal to
            dev.ephemera;

    // Retrofit reads the annotations of the interface that it implements.
    opens dev.ephemera.tokens.internal to
            retrofit2;
}
