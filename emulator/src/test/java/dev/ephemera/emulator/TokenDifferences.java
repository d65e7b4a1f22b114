package dev.ephemera.emulator;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What the assumptions about minting tokens, and about what they allow, change. */
final class TokenDifferences {

    private static final String SETUP = "{\"setup\":{\"model\":\"models/m\"}}";

    private final Emulators emulators;

    TokenDifferences(Emulators emulators) {
        this.emulators = emulators;
    }

    void putInto(AssumptionTest.Differences differences) {
        differences.put(
                Assumption.TOKENS_NEED_V1ALPHA,
                "200 200 200, setupComplete setupComplete",
                "404 404 200, setupComplete 404",
                emulator -> status(emulator, "v1", "{}") + " " + status(emulator, "v1beta", "{}") + " "
                        + status(emulator, "v1alpha", "{}") + ", "
                        + name(emulators.live(emulator).send(SETUP).event()) + " "
                        + constrained(emulator));
        differences.put(
                Assumption.V1ALPHA_FIELDS_ARE_KNOWN_EVERYWHERE,
                "1007 400",
                "setupComplete 200",
                emulator -> name(emulators
                                .live(emulator)
                                .send("{\"setup\":{\"model\":\"models/m\",\"proactivity\":{}}}")
                                .event())
                        + " "
                        + status(emulator, "v1beta", "{\"bidiGenerateContentSetup\":{\"proactivity\":{}}}"));
        differences.put(
                Assumption.INTERACTION_IDS_ARE_TAKEN,
                "400 400 400",
                "200 200 400",
                emulator -> status(emulator, "v1beta", "{\"interactionId\":\"x\"}") + " "
                        + status(emulator, "v1alpha", "{\"interaction_id\":\"x\"}") + " "
                        + status(emulator, "v1beta", "{\"interactionIds\":\"x\"}"));
        differences.put(
                Assumption.LATE_STARTS_ARE_CALLED_LATE_EXPIRIES,
                "new_session_expire_time is too far in the future. Maximum lifetime is 20h",
                "expire_time is too far in the future. Maximum lifetime is 20h",
                emulator -> message(
                        Rest.create(emulator, "v1beta", "{\"newSessionExpireTime\":\"2030-01-01T19:45:00Z\"}")));
        differences.put(
                Assumption.TWENTY_HOURS_ARE_TAKEN,
                "400 400",
                "200 400",
                emulator -> status(emulator, "v1beta", "{\"expireTime\":\"2030-01-01T19:45:00Z\"}") + " "
                        + status(emulator, "v1beta", "{\"expireTime\":\"2030-01-01T19:45:00.000000001Z\"}"));
        differences.put(Assumption.TOKENS_ARE_BASE64, "hex", "base64, raw and encoded", emulator -> {
            String token = Rest.mint(emulator, "{\"uses\":2}");
            if (token.matches("auth_tokens/[0-9a-f]{64}")) {
                return "hex";
            }
            emulators.live(emulator, token).setUp("{\"model\":\"models/m\"}");
            emulators
                    .live(emulator, URLEncoder.encode(token, StandardCharsets.UTF_8))
                    .setUp("{\"model\":\"models/m\"}");
            return token.matches("auth_tokens/[0-9A-Za-z+/]{43}=") ? "base64, raw and encoded" : token;
        });
        differences.put(
                Assumption.SETUPS_MUST_NAME_A_MODEL,
                "setupComplete setupComplete",
                "1007 setupComplete",
                emulator -> locked(emulator, "{}") + " " + locked(emulator, "{\"model\":\"models/m\"}"));
        differences.put(
                Assumption.CONTRADICTED_LOCKS_FAIL,
                "setupComplete setupComplete setupComplete",
                "setupComplete setupComplete 1011",
                emulator -> locked(emulator, "{}") + " " + locked(emulator, "{\"model\":\"models/m\"}") + " "
                        + locked(emulator, "{\"generationConfig\":{\"topK\":3}}"));
        differences.put(
                Assumption.WEB_PAGES_MAY_CREATE_TOKENS,
                "404 - 200 - 400 -",
                "200 https://a.example 200 https://a.example 400 https://a.example",
                emulator -> crossing(emulator, "OPTIONS", "") + " " + crossing(emulator, "POST", "{}") + " "
                        + crossing(emulator, "POST", "{\"x\":1}"));
    }

    private static String crossing(GeminiEmulator emulator, String method, String body) {
        HttpResponse<String> answer = Rest.call(
                emulator,
                method,
                "/v1alpha/auth_tokens?key=" + emulator.apiKey(),
                body,
                "Origin",
                "https://a.example",
                "Access-Control-Request-Method",
                "POST");
        return answer.statusCode() + " "
                + answer.headers().firstValue("access-control-allow-origin").orElse("-");
    }

    private String locked(GeminiEmulator emulator, String setup) {
        String token = Rest.mint(emulator, "{\"bidiGenerateContentSetup\":{\"model\":\"models/m\"}}");
        return name(emulators
                .live(emulator, token)
                .send("{\"setup\":" + setup + "}")
                .event());
    }

    private String constrained(GeminiEmulator emulator) {
        String query = "?access_token=" + Rest.mint(emulator, "{}");
        int status = Rest.call(emulator, "GET", LiveClient.path("v1beta", true) + query, "")
                .statusCode();
        if (status == 404 && emulator.options().assumes(Assumption.TOKENS_NEED_V1ALPHA)) {
            return "404";
        }
        return name(emulators
                .live(emulator, "v1beta", true, query.substring(1))
                .send(SETUP)
                .event());
    }

    private static String status(GeminiEmulator emulator, String version, String body) {
        return String.valueOf(Rest.create(emulator, version, body).statusCode());
    }

    private static String message(HttpResponse<String> response) {
        return Rest.json(response).path("error").path("message").asString();
    }

    private static String name(LiveClient.Event event) {
        return event.code() == 0
                ? Rest.json(event.text()).propertyNames().iterator().next()
                : String.valueOf(event.code());
    }
}
