package dev.ephemera.tokens;

import dev.ephemera.types.AuthToken;
import java.util.Optional;
import org.immutables.value.Value;

/** What became of one token of a batch: a token, or why there is none. Immutable. */
@Value.Immutable
@ValueStyle
public interface TokenOutcome {

    /**
     * The token.
     *
     * @return the token; empty if it could not be minted
     */
    Optional<AuthToken> token();

    /**
     * What {@link Tokens#create} would have thrown.
     *
     * @return the failure; empty if there is a token
     */
    Optional<RuntimeException> failure();

    /**
     * Returns the token, or throws the failure.
     *
     * @return the token
     */
    default AuthToken get() {
        return token().orElseThrow(() -> failure().orElseThrow());
    }

    /**
     * Says that there is a token.
     *
     * @param token the token
     * @return the outcome
     */
    static TokenOutcome of(AuthToken token) {
        return ImmutableTokenOutcome.builder().token(token).build();
    }

    /**
     * Says that there is none.
     *
     * @param failure why
     * @return the outcome
     */
    static TokenOutcome failed(RuntimeException failure) {
        return ImmutableTokenOutcome.builder().failure(failure).build();
    }
}
