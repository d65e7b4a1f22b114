package dev.ephemera.tokens;

import dev.ephemera.tokens.internal.EndpointOrigin;
import dev.ephemera.tokens.internal.FixedOrigin;
import dev.ephemera.tokens.internal.MintingOrigin;
import dev.ephemera.tokens.internal.RenewingTokenSource;
import dev.ephemera.tokens.internal.TokenOrigin;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.types.AuthToken;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Supplies a token that opens a session now, so that nobody has to think of its times: it keeps the token that it has, counts
 * its uses, and renews it.
 *
 * <pre>{@code
 * try (TokenSource source = TokenSource.endpoint(URI.create("https://example.org/token"));
 *         GeminiClient client = GeminiClient.builder().credentials(source.credentials()).build()) {
 *     client.live().connect(model, config);   // each connection asks the source
 * }
 * }</pre>
 *
 * <ul>
 *   <li>A token is handed out as often as it has uses: one with a single use once, one without limit to everybody.
 *   <li>Within the <em>advisory window</em> before its end (for new sessions) it is still handed out, and renewed in the
 *       background; a failure there is seen by nobody, and tried again after 5 seconds at the earliest.
 *   <li>Within the <em>mandatory window</em>, without uses, and at the beginning, callers wait for the next token. If that fails
 *       they get the token that still lives, or else the failure.
 *   <li>However many wait, one token is asked for at a time. Where the uses of one do not suffice for all who wait, those who came
 *       first get it, and the next is asked for.
 * </ul>
 *
 * <p>A token that is over by the clock when it comes is handed out to those who wait all the same: either may be wrong. It is
 * not kept for others, as long as another can be had.
 *
 * <p>Nothing is asked for before the first caller comes, and nothing when nobody comes. Thread-safe.
 */
public interface TokenSource extends AutoCloseable {

    /**
     * Returns a token that opens a session now, and counts that as a use. Waits if it must: as long as minting or fetching may
     * take, and where a token has fewer uses than callers wait, once for each token that those before need.
     *
     * @return the token
     * @throws dev.ephemera.transport.GeminiException if none could be had. Callers who waited for the same token get the same
     *     exception, whose stack is that of the renewal
     * @throws dev.ephemera.transport.CallCancelledException if the thread was interrupted, whose flag stays set
     * @throws IllegalStateException if the source is closed
     */
    AuthToken get();

    /**
     * The same without blocking. Cancelling the future takes no use; what is asked for then serves the next caller. Futures are
     * completed on this thread, or on one that must not be blocked.
     *
     * @return the token to come; failures are the exceptions that {@link #get()} throws
     */
    CompletableFuture<AuthToken> getAsync();

    /**
     * Says that a token was refused, so that it is not handed out any more. Does nothing if the source has a newer one by now.
     *
     * <p>To be called when a session with a token was refused although it should have opened, as when the service forgot or
     * revoked it; only for tokens with more than one use does it make a difference.
     *
     * @param token a token that this source supplied
     */
    void invalidate(AuthToken token);

    /**
     * The same, for who asks {@link #credentials()}.
     *
     * @param credentials what that provider supplied
     */
    void invalidate(Credentials credentials);

    /**
     * The same for whichever token the source has now, for who handed {@link #credentials()} to a client and does not know what it
     * presented. At worst a good token is replaced.
     */
    void invalidate();

    /**
     * The source as credentials of a client: each connection takes a token, and waits for it if it must. What the service refuses
     * when a session reconnects is not handed out any more.
     *
     * @return a provider that asks {@link #get()}, and {@link #invalidate(Credentials)} with what was refused
     */
    default CredentialsProvider credentials() {
        return new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return Credentials.token(get().name());
            }

            @Override
            public void refused(Credentials credentials) {
                invalidate(credentials);
            }
        };
    }

    /**
     * Gives up what is asked for, fails those who wait with {@link IllegalStateException}, and releases what the source made; not
     * the {@link Tokens} nor the executor that it was given. Tokens that were supplied stay usable. Does nothing the second time.
     */
    @Override
    void close();

    /**
     * Mints tokens, with the default windows.
     *
     * @param tokens mints them; its client must outlive the source
     * @param policy what the tokens are for
     * @return the source
     */
    static TokenSource minting(Tokens tokens, TokenPolicy policy) {
        return builder().minting(tokens, policy).build();
    }

    /**
     * Fetches tokens from a backend by {@code POST}, with the default windows.
     *
     * @param url {@code https}, or {@code http} on loopback
     * @return the source
     * @throws IllegalArgumentException if the token could be read on the way, or the address cannot work
     */
    static TokenSource endpoint(URI url) {
        return builder().endpoint(TokenEndpoint.builder(url).build()).build();
    }

    /**
     * Fetches tokens from a backend, with the default windows.
     *
     * @param endpoint the backend, and how it is asked
     * @return the source
     */
    static TokenSource endpoint(TokenEndpoint endpoint) {
        return builder().endpoint(endpoint).build();
    }

    /**
     * Supplies one token as long as it opens sessions, and fails after that. A token that is over by the clock already when it is
     * asked for first is supplied all the same, for the clock may be wrong: the service decides.
     *
     * @param token the token
     * @return the source
     */
    static TokenSource fixed(AuthToken token) {
        return builder().fixed(token).build();
    }

    /**
     * Starts with the default windows and no origin; one of {@code minting}, {@code endpoint} and {@code fixed} is needed.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /** Sets where tokens come from and when they are renewed; not for use by several threads at once. */
    final class Builder {

        private @Nullable Supplier<TokenOrigin> origin;
        private Duration advisoryWindow = Duration.ofSeconds(20);
        private Duration mandatoryWindow = Duration.ofSeconds(5);
        private @Nullable Clock clock;
        private @Nullable Executor executor;

        Builder() {}

        /**
         * Mints tokens.
         *
         * @param tokens mints them; its client must outlive the source
         * @param policy what the tokens are for
         * @return this builder
         */
        public Builder minting(Tokens tokens, TokenPolicy policy) {
            origin = () -> new MintingOrigin(tokens, policy);
            return this;
        }

        /**
         * Fetches tokens from a backend.
         *
         * @param endpoint the backend, and how it is asked
         * @return this builder
         */
        public Builder endpoint(TokenEndpoint endpoint) {
            origin = () -> new EndpointOrigin(endpoint);
            return this;
        }

        /**
         * Supplies one token.
         *
         * @param token the token
         * @return this builder
         */
        public Builder fixed(AuthToken token) {
            origin = () -> new FixedOrigin(token);
            return this;
        }

        /**
         * Sets how long before its end a token is renewed in the background. Default 20 s; at most half the life that the token
         * has when it comes.
         *
         * @param window zero for never, or at least the mandatory window
         * @return this builder
         */
        public Builder advisoryWindow(Duration window) {
            advisoryWindow = window;
            return this;
        }

        /**
         * Sets how long before its end a token is not handed out any more, unless there is no other: opening a session takes time
         * too. Default 5 s; at most a quarter of the life that the token has when it comes.
         *
         * @param window zero or more
         * @return this builder
         */
        public Builder mandatoryWindow(Duration window) {
            mandatoryWindow = window;
            return this;
        }

        /**
         * Sets the clock by which tokens live. By default the best known one of whoever supplies them, learnt from its answers.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Sets where a renewal begins and goes on when it failed at once; nothing blocks there. By default daemon threads of
         * the source, which end when they have nothing to do.
         *
         * @param executor the executor; it stays the caller's
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * Makes the source; nothing is asked for yet.
         *
         * @return the source
         * @throws IllegalArgumentException if a window is out of its range
         * @throws IllegalStateException if it was not said where tokens come from
         */
        public TokenSource build() {
            if (origin == null) {
                throw new IllegalStateException("Say where tokens come from: minting(..), endpoint(..) or fixed(..).");
            }
            if (mandatoryWindow.isNegative()) {
                throw new IllegalArgumentException(
                        "mandatoryWindow is " + mandatoryWindow + "; it must be zero or more.");
            }
            if (!advisoryWindow.isZero() && advisoryWindow.compareTo(mandatoryWindow) < 0) {
                throw new IllegalArgumentException("advisoryWindow is " + advisoryWindow
                        + "; it must be zero, or mandatoryWindow (" + mandatoryWindow + ") or more.");
            }
            TokenOrigin from = origin.get();
            Clock by = clock == null ? from.clock() : clock;
            if (executor != null) {
                return new RenewingTokenSource(from, by, advisoryWindow, mandatoryWindow, executor, () -> {});
            }
            ExecutorService own = Threads.perTask("ephemera-token-source");
            return new RenewingTokenSource(from, by, advisoryWindow, mandatoryWindow, own, own::shutdown);
        }
    }
}
