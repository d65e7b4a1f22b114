package dev.ephemera.tokens.internal;

import dev.ephemera.transport.GeminiException;
import dev.ephemera.types.AuthToken;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has one token, and no other after it. */
public final class FixedOrigin implements TokenOrigin {

    private final AuthToken token;
    private final AtomicBoolean given = new AtomicBoolean();

    /** Has the token. */
    public FixedOrigin(AuthToken token) {
        this.token = token;
    }

    @Override
    public CompletableFuture<AuthToken> fetch() {
        if (given.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(token);
        }
        return CompletableFuture.failedFuture(new GeminiException(
                "The token " + token.fingerprint() + " is used up, over or invalidated (uses " + token.uses()
                        + ", for new sessions until " + token.newSessionExpireTime()
                        + "), and a fixed source has no other; use a source that mints or fetches.",
                null));
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public void close() {}
}
