package dev.ephemera.tokens.internal;

import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.internal.ApiResponse;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From a backend's answer to the token: an {@code AuthToken} as JSON, or as much of one as the backend has; what is absent is
 * what the service does by default. Pure.
 */
final class EndpointToken {

    private static final MessageDescriptor CONFIG = Descriptors.message("CreateAuthTokenConfig");
    private static final Set<String> TERMS = Set.of("expireTime", "newSessionExpireTime", "uses");
    private static final String PREFIX = "auth_tokens/";

    private EndpointToken() {}

    /**
     * Reads an answer.
     *
     * @throws InvalidResponseException if there is no token in it, or its times or uses cannot be read
     */
    static AuthToken of(ApiResponse<JsonObject> response) {
        JsonObject answer = response.body();
        String name = text(answer, "name")
                .or(() -> text(answer, "token"))
                .orElseThrow(() -> new InvalidResponseException(
                        "the response has no \"name\" and no \"token\" that begins with " + PREFIX + "; it has "
                                + answer.names() + ".",
                        null));
        return EffectiveToken.of(name, terms(answer), response.serverTime());
    }

    private static Optional<String> text(JsonObject answer, String member) {
        return answer.get(member)
                .filter(value -> value.kind() == JsonValue.Kind.STRING)
                .map(JsonValue::asString)
                .filter(value -> value.startsWith(PREFIX));
    }

    private static CreateAuthTokenConfig terms(JsonObject answer) {
        Map<String, JsonValue> terms = new LinkedHashMap<>();
        answer.asMap()
                .forEach((name, value) -> CONFIG.field(name)
                        .filter(field -> TERMS.contains(field.jsonName()))
                        .ifPresent(field -> terms.put(field.jsonName(), value)));
        try {
            CreateAuthTokenConfig read = Json.read(Json.writeBytes(JsonObject.of(terms)), CreateAuthTokenConfig.class);
            read.uses().ifPresent(AuthTokenRequests::checkUses);
            return read;
        } catch (RuntimeException e) { // not kept: the message tells all
            throw new InvalidResponseException(
                    "the response has times or uses that cannot be read: " + terms
                            + "; times must be like 2030-01-01T00:00:00Z, and uses 0 or more.",
                    null);
        }
    }
}
