package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.tokens.Tokens;
import dev.ephemera.types.AuthToken;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/**
 * Mints tokens by a policy.
 *
 * @param tokens mints them; belongs to the caller and stays open
 * @param policy what they are for
 */
public record MintingOrigin(Tokens tokens, TokenPolicy policy) implements TokenOrigin {

    @Override
    public CompletableFuture<AuthToken> fetch() {
        return tokens.async().create(policy);
    }

    @Override
    public Clock clock() {
        return tokens.clock();
    }

    @Override
    public void close() {}
}
