package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.credential.ApiKeys;
import dev.ephemera.emulator.internal.credential.Presented;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.protojson.Dialect;
import dev.ephemera.emulator.internal.protojson.Normalised;
import dev.ephemera.emulator.internal.protojson.Normaliser;
import dev.ephemera.emulator.internal.protojson.Violation;
import dev.ephemera.emulator.internal.token.InvalidTokenException;
import dev.ephemera.emulator.internal.token.TokenRules;
import dev.ephemera.emulator.internal.token.TokenStore;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The method {@code auth_tokens.create}: the body first, then the key, then the rules. */
final class CreateToken {

    /** A field that no description of the service's own has, in both spellings. */
    private static final List<String> INTERACTION_ID = List.of("interactionId", "interaction_id");

    private final EmulatorOptions options;
    private final ApiKeys keys;
    private final TokenRules rules;
    private final TokenStore tokens;
    private final Clock clock;

    CreateToken(EmulatorOptions options, TokenStore tokens) {
        this.options = options;
        this.keys = new ApiKeys(options);
        this.rules = new TokenRules(options);
        this.tokens = tokens;
        this.clock = options.clock();
    }

    /**
     * Issues a token.
     *
     * @param apiVersion the version in the URL
     * @param presented what the request presents; a token is no credential here
     * @param body the body, empty for all defaults
     * @return the response's body
     */
    ObjectNode call(String apiVersion, Presented presented, byte[] body) throws ApiErrorException {
        if (options.assumes(Assumption.CREDENTIALS_ARE_CHECKED_FIRST)) {
            admit(apiVersion, presented);
        }
        ObjectNode asked = read(apiVersion, body);
        admit(apiVersion, presented);
        try {
            String name = tokens.issue(rules.terms(asked, apiVersion, clock.instant()))
                    .name();
            return Json.object().put("name", name);
        } catch (InvalidTokenException refused) {
            throw new ApiErrorException(ApiError.invalidArgument(refused.why()));
        }
    }

    private ObjectNode read(String apiVersion, byte[] bytes) throws ApiErrorException {
        if (bytes.length == 0) {
            return Json.object();
        }
        JsonNode json;
        try {
            json = Json.parse(bytes);
        } catch (MalformedJsonException malformed) {
            throw new ApiErrorException(ApiError.malformed(malformed.why()));
        }
        if (!(json instanceof ObjectNode body)) {
            throw new ApiErrorException(ApiError.malformed("Unknown name \"\": Root element must be a message."));
        }
        if (options.assumes(Assumption.INTERACTION_IDS_ARE_TAKEN)) {
            body.remove(INTERACTION_ID);
        }
        Normalised asked = Normaliser.read(Dialect.of(apiVersion, options), "AuthTokenResource", "auth_token", body);
        if (!asked.valid()) {
            throw new ApiErrorException(
                    options.assumes(Assumption.VIOLATIONS_HAVE_NO_DETAILS)
                            ? ApiError.invalidArgument(Violation.join(asked.violations()))
                            : ApiError.badRequest(asked.violations()));
        }
        return asked.message();
    }

    private void admit(String apiVersion, Presented presented) throws ApiErrorException {
        switch (keys.judge(presented.apiKey(), presented.bearer())) {
            case VALID -> {}
            case ABSENT -> throw new ApiErrorException(ApiError.unregisteredCaller());
            case EMPTY -> throw new ApiErrorException(ApiError.keyNotFound());
            case EXPIRED -> throw new ApiErrorException(ApiError.keyExpired());
            case BLOCKED ->
                throw new ApiErrorException(ApiError.keyBlocked(
                        "google.ai.generativelanguage." + apiVersion + ".AuthTokenService.CreateToken"));
            case TOKEN ->
                throw new ApiErrorException(
                        options.assumes(Assumption.TOKENS_AS_KEYS_ARE_UNAUTHENTICATED)
                                ? ApiError.unauthenticated()
                                : ApiError.keyNotValid());
            case UNKNOWN -> throw new ApiErrorException(ApiError.keyNotValid());
        }
    }
}
