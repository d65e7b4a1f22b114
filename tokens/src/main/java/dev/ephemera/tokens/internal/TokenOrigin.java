package dev.ephemera.tokens.internal;

import dev.ephemera.types.AuthToken;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** Where a source's tokens come from. */
public interface TokenOrigin {

    /** Asks for a new token; cancelling the future gives up. May block, and may throw what the future would bring. */
    CompletableFuture<AuthToken> fetch();

    /** The clock by which the tokens live. */
    Clock clock();

    /** Releases what the origin made. */
    void close();
}
