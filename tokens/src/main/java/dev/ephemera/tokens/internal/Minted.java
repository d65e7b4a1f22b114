package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenResponse;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.internal.AnswerHeaders;
import dev.ephemera.transport.internal.ApiResponse;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.util.List;
import java.util.Map;

/**
 * A new token and the answer that brought it.
 *
 * @param token the token
 * @param answer the answer
 */
record Minted(AuthToken token, ApiResponse<AuthTokenResource> answer) {

    /**
     * Reads an answer.
     *
     * @param config what was asked
     * @throws InvalidResponseException if there is no token in it
     */
    static Minted of(CreateAuthTokenConfig config, ApiResponse<AuthTokenResource> answer) {
        String name = answer.body().name().orElse("");
        if (name.isBlank()) {
            throw new InvalidResponseException("the response has no name, so there is no token.", null);
        }
        return new Minted(EffectiveToken.of(name, config, answer.serverTime()), answer);
    }

    /** Tells what the answer told besides. */
    TokenResponse response() {
        Map<String, List<String>> headers = answer.headers();
        return TokenResponse.builder()
                .token(token)
                .httpStatus(answer.httpStatus())
                .headers(headers)
                .requestId(AnswerHeaders.requestId(headers))
                .build();
    }
}
