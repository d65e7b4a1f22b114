package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenResponse;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.internal.ApiResponse;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;

/** From the service's answer to the token. Pure. */
final class TokenResponses {

    private TokenResponses() {}

    /**
     * Reads an answer.
     *
     * @param config what was asked
     * @throws InvalidResponseException if there is no token in it
     */
    static TokenResponse of(CreateAuthTokenConfig config, ApiResponse<AuthTokenResource> response) {
        String name = response.body()
                .name()
                .filter(value -> !value.isBlank())
                .orElseThrow(
                        () -> new InvalidResponseException("the response has no name, so there is no token.", null));
        return TokenResponse.builder()
                .token(EffectiveToken.of(name, config, response.serverTime()))
                .httpStatus(response.httpStatus())
                .headers(response.headers())
                .requestId(response.requestId())
                .build();
    }
}
