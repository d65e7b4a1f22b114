package dev.ephemera.emulator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.Mutations;
import dev.ephemera.emulator.RandomJson;
import dev.ephemera.emulator.Trials;
import dev.ephemera.emulator.internal.credential.Presented;
import dev.ephemera.emulator.internal.credential.Query;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.token.TokenStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever body comes, with whatever credential: a token, or an error of the service that holds no secret. */
final class CreateTokenFuzzTest {

    private static final String KEY = "the-only-good-key";

    private final CreateToken createToken = createToken();

    static CreateToken createToken() {
        EmulatorOptions options = EmulatorOptions.builder()
                .apiKey(KEY)
                .addExpiredApiKeys("old-key")
                .addBlockedApiKeys("blocked-key")
                .clock(EmulatorClock.virtual(Instant.parse("2029-12-31T23:45:00Z")))
                .build();
        return new CreateToken(options, new TokenStore(options));
    }

    @Test
    void call_ofAnyBody_issuesATokenOrSaysWhyNot() {
        Trials.run("bodies of auth_tokens", 15_000, 4_000_000, random -> {
            String version = random.nextBoolean() ? "v1alpha" : "v1beta";
            String key = random.nextInt(8) > 0
                    ? KEY
                    : List.of("", "old-key", "blocked-key", KEY + "x").get(random.nextInt(4));
            check(createToken, version, key, body(random));
        });
        check(createToken, "v1beta", KEY, "{\"uses\":3}".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body(Random random) {
        String text = new RandomJson(random).message("AuthTokenResource", random.nextInt(3) > 0);
        return random.nextBoolean() ? new Mutations(random).of(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Calls the method with the good key, and holds its answer to the document. */
    static void check(CreateToken createToken, String version, byte[] body) {
        check(createToken, version, KEY, body);
    }

    private static void check(CreateToken createToken, String version, String key, byte[] body) {
        try {
            ObjectNode answer = createToken.call(version, Presented.read(new Query(null), key, null), body);
            assertThat(answer.path("name").asString()).matches("auth_tokens/[0-9a-f]{64}");
            assertThat(key).isEqualTo(KEY);
        } catch (ApiErrorException refused) {
            check(refused.error());
        }
    }

    private static void check(ApiError refused) {
        String text = Json.pretty(refused.toJson());
        assertThat(text).doesNotContain(KEY).hasSizeLessThan(100_000);
        JsonNode error = refused.toJson().path("error");
        assertThat(error.path("code").asInt()).isIn(400, 403);
        assertThat(error.path("status").asString())
                .isEqualTo(error.path("code").asInt() == 400 ? "INVALID_ARGUMENT" : "PERMISSION_DENIED");
        assertThat(error.path("message").asString()).isNotBlank();
        error.path("details")
                .forEach(detail ->
                        assertThat(detail.path("@type").asString()).startsWith("type.googleapis.com/google.rpc."));
    }
}
