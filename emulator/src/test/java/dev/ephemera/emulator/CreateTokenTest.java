package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class CreateTokenTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String JSON = "Invalid JSON payload received. ";
    private static final String SETUP = "auth_token.bidi_generate_content_setup";

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"uses\":null,\"expireTime\":null,\"bidiGenerateContentSetup\":null}", " {} \n"})
    void create_whenNothingIsAskedFor_usesTheDefaults(String body) {
        GeminiEmulator emulator = emulators.start();
        HttpResponse<String> response = Rest.create(emulator, "v1beta", body);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=UTF-8");
        assertThat(response.headers().firstValue("date")).hasValue("Mon, 31 Dec 2029 23:45:00 GMT");
        JsonNode json = Rest.json(response);
        assertThat(json.propertyNames()).containsExactly("name");
        assertThat(response.body())
                .isEqualTo("{\n  \"name\": \"" + json.path("name").asString() + "\"\n}\n");
        assertThat(emulator.tokens()).singleElement().satisfies(token -> {
            assertThat(token.name()).isEqualTo(json.path("name").asString()).matches("auth_tokens/[0-9a-f]+");
            assertThat(token.expireTime()).isEqualTo(Emulators.START.plus(Duration.ofMinutes(30)));
            assertThat(token.newSessionExpireTime()).isEqualTo(Emulators.START.plus(Duration.ofSeconds(60)));
            assertThat(token.uses()).isEqualTo(1);
            assertThat(token.usesLeft()).hasValue(1);
            assertThat(token.setup()).isEmpty();
            assertThat(token.fieldMask()).isEmpty();
            assertThat(token.state()).isEqualTo(IssuedToken.State.USABLE);
            assertThat(token.toString()).doesNotContain(token.name()).contains("USABLE");
        });
    }

    @Test
    void create_whenEverythingIsAskedFor_keepsIt() {
        GeminiEmulator emulator = emulators.start();
        Rest.mint(emulator, """
                {"name":"mine","expire_time":"2030-01-01T02:00:00+01:00","newSessionExpireTime":"2030-01-01T00:30:00.5Z",
                 "uses":0,"bidi_generate_content_setup":{"model":"models/m","generation_config":{"top_k":40.0}},
                 "field_mask":"model, generation_config.top_k,generationConfig.topK"}""");
        assertThat(emulator.tokens()).singleElement().satisfies(token -> {
            assertThat(token.name()).startsWith("auth_tokens/");
            assertThat(token.expireTime()).hasToString("2030-01-01T01:00:00Z");
            assertThat(token.newSessionExpireTime()).hasToString("2030-01-01T00:30:00.500Z");
            assertThat(token.usesLeft()).isEmpty();
            assertThat(token.setup().orElseThrow().toString())
                    .isEqualTo("{\"model\":\"models/m\",\"generationConfig\":{\"topK\":40}}");
            assertThat(token.fieldMask()).containsExactly("model", "generationConfig.topK");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/auth_tokens",
                "/v1beta/auth_tokens",
                "/v1alpha/auth_tokens",
                "//v1beta/auth_tokens",
                "/proxy/v1beta//auth_tokens"
            })
    void create_onEveryVersionAndBehindAnyPrefix_issuesAToken(String path) {
        GeminiEmulator emulator = emulators.start();
        assertThat(Rest.call(emulator, "POST", path + "?key=" + emulator.apiKey(), "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1beta/auth_tokens",
        "GET, /v1beta/auth_tokens/x",
        "DELETE, /v1beta/auth_tokens/x",
        "PUT, /v1beta/auth_tokens",
        "PATCH, /v1beta/auth_tokens",
        "POST, /v1beta/auth_tokens/",
        "POST, /v1beta/authTokens",
        "POST, /v2/auth_tokens",
        "POST, /auth_tokens",
        "POST, /",
        "GET, /ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent",
        "POST, /ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent",
        "GET, /ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateMusic"
    })
    void call_onAnotherPathOrVerb_answers404WithAnEmptyBody(String method, String path) {
        GeminiEmulator emulator = emulators.start();
        HttpResponse<String> response = Rest.call(emulator, method, path, "", "x-goog-api-key", emulator.apiKey());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("date")).hasValue("Mon, 31 Dec 2029 23:45:00 GMT");
    }

    /** Body, HTTP status, status, message; the details are held by the tests below. */
    static Stream<Arguments> refusedBodies() {
        return Stream.of(
                unknown("{\"liveConnectConstraints\":{}}", "liveConnectConstraints", "auth_token"),
                unknown("{\"authToken\":{}}", "authToken", "auth_token"),
                unknown("{\"config\":{}}", "config", "auth_token"),
                unknown("{\"bidiGenerateContentSetup\":{\"foo\":1}}", "foo", SETUP),
                unknown("{\"bidiGenerateContentSetup\":{\"setup\":{}}}", "setup", SETUP),
                unknown("{\"bidiGenerateContentSetup\":{\"proactivity\":{}}}", "proactivity", SETUP),
                unknown("{\"bidiGenerateContentSetup\":{\"explicitVadSignal\":true}}", "explicitVadSignal", SETUP),
                unknown(
                        "{\"bidiGenerateContentSetup\":{\"sessionResumption\":{\"transparent\":true}}}",
                        "transparent",
                        SETUP + ".session_resumption"),
                unknown(
                        "{\"bidiGenerateContentSetup\":{\"tools\":[{},{\"functionDeclarations\":[{\"nmae\":\"f\"}]}]}}",
                        "nmae",
                        SETUP + ".tools[1].function_declarations[0]"),
                unknown(
                        "{\"bidiGenerateContentSetup\":{\"tools\":[{\"functionDeclarations\":[{\"parameters\":"
                                + "{\"properties\":{\"a\":{\"x\":1}}}}]}]}}",
                        "x",
                        SETUP + ".tools[0].function_declarations[0].parameters.properties[0].value"),
                arguments(
                        "{\"uses\":\"many\"}",
                        JSON_VALUE + "'auth_token.uses' (TYPE_INT32), \"many\"",
                        "auth_token.uses"),
                arguments("{\"uses\":1.5}", JSON_VALUE + "'auth_token.uses' (TYPE_INT32), 1.5", "auth_token.uses"),
                arguments(
                        "{\"expireTime\":\"tomorrow\"}",
                        JSON_VALUE
                                + "'auth_token.expire_time' (type.googleapis.com/google.protobuf.Timestamp), \"tomorrow\"",
                        "auth_token.expire_time"),
                arguments(
                        "{\"bidiGenerateContentSetup\":{\"generationConfig\":{\"responseModalities\":[\"SMELL\"]}}}",
                        JSON_VALUE + "'" + SETUP + ".generation_config.response_modalities[0]'"
                                + " (type.googleapis.com/google.ai.generativelanguage.v1beta.Modality), \"SMELL\"",
                        SETUP + ".generation_config.response_modalities[0]"));
    }

    private static final String JSON_VALUE = "Invalid value at ";

    private static Arguments unknown(String body, String name, String path) {
        return arguments(body, JSON + "Unknown name \"" + name + "\" at '" + path + "': Cannot find field.", path);
    }

    @ParameterizedTest
    @MethodSource("refusedBodies")
    void create_whenTheBodyIsNoToken_saysWhatIsWrongWithIt(String body, String message, String field) {
        GeminiEmulator emulator = emulators.start();
        // Before the key: there is none.
        HttpResponse<String> response = Rest.call(emulator, "POST", "/v1beta/auth_tokens", body);
        JsonNode error = error(response, 400, "INVALID_ARGUMENT", message);
        JsonNode detail = error.path("details").path(0);
        assertThat(detail.path("@type").asString()).isEqualTo("type.googleapis.com/google.rpc.BadRequest");
        assertThat(detail.path("fieldViolations").size()).isEqualTo(1);
        assertThat(detail.path("fieldViolations").path(0).path("field").asString())
                .isEqualTo(field);
        assertThat(detail.path("fieldViolations").path(0).path("description").asString())
                .isEqualTo(message);
        assertThat(emulator.tokens()).isEmpty();
    }

    @Test
    void create_whenSeveralThingsAreWrong_saysThemLineByLine() {
        JsonNode error = Rest.json(Rest.create(emulators.start(), "v1beta", "{\"a\":1,\"uses\":true,\"b\":2}"))
                .path("error");
        assertThat(error.path("message").asString().lines()).hasSize(3);
        assertThat(error.path("details").path(0).path("fieldViolations").size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"uses\":}", "nonsense", "{} {}", "{\"uses\":01}", " ", "\u0000"})
    void create_whenTheBodyIsNotJson_saysSo(String body) {
        HttpResponse<String> response = Rest.call(emulators.start(), "POST", "/v1beta/auth_tokens", body);
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = Rest.json(response).path("error");
        assertThat(error.path("status").asString()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.path("message").asString()).startsWith(JSON);
        assertThat(error.path("details").path(0).path("@type").asString()).endsWith("BadRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"x\"", "null", "true"})
    void create_whenTheBodyIsNoObject_saysSo(String body) {
        HttpResponse<String> response = Rest.call(emulators.start(), "POST", "/v1beta/auth_tokens", body);
        error(response, 400, "INVALID_ARGUMENT", JSON + "Unknown name \"\": Root element must be a message.");
    }

    @Test
    void create_whenTheBodyIsTooLong_saysSo() {
        GeminiEmulator emulator = emulators.start(options -> options.maxMessageBytes(2000));
        HttpResponse<String> response = Rest.create(emulator, "v1beta", "{}" + " ".repeat(2000));
        error(response, 400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 2000 bytes.");
    }

    /** Key (null for none), HTTP status, status, message, reason in ErrorInfo. */
    static Stream<Arguments> refusedKeys() {
        String unregistered =
                "Method doesn't allow unregistered callers (callers without established identity). Please use"
                        + " API Key or other form of API consumer identity to call this API.";
        return Stream.of(
                arguments(null, 403, "PERMISSION_DENIED", unregistered, ""),
                arguments(
                        "",
                        400,
                        "INVALID_ARGUMENT",
                        "API Key not found. Please pass a valid API key.",
                        "API_KEY_INVALID"),
                arguments(
                        "wrong",
                        400,
                        "INVALID_ARGUMENT",
                        "API key not valid. Please pass a valid API key.",
                        "API_KEY_INVALID"),
                arguments(
                        "auth_tokens/0",
                        400,
                        "INVALID_ARGUMENT",
                        "API key not valid. Please pass a valid API key.",
                        "API_KEY_INVALID"),
                arguments(
                        "old",
                        400,
                        "INVALID_ARGUMENT",
                        "API key expired. Please renew the API key.",
                        "API_KEY_INVALID"),
                arguments(
                        "blocked",
                        403,
                        "PERMISSION_DENIED",
                        "Requests to this API generativelanguage.googleapis.com method"
                                + " google.ai.generativelanguage.v1beta.AuthTokenService.CreateToken are blocked.",
                        "API_KEY_SERVICE_BLOCKED"));
    }

    @ParameterizedTest
    @MethodSource("refusedKeys")
    void create_whenTheKeyIsNotGood_saysWhy(String key, int code, String status, String message, String reason) {
        GeminiEmulator emulator = emulators.start(
                options -> options.apiKey("good").expiredApiKeys(Set.of("old")).blockedApiKeys(Set.of("blocked")));
        String query = key == null ? "" : "?key=" + key;
        HttpResponse<String> inQuery = Rest.call(emulator, "POST", "/v1beta/auth_tokens" + query, "{}");
        JsonNode error = error(inQuery, code, status, message);
        if (reason.isEmpty()) {
            assertThat(error.has("details")).isFalse();
        } else {
            JsonNode info = error.path("details").path(0);
            assertThat(info.path("@type").asString()).isEqualTo("type.googleapis.com/google.rpc.ErrorInfo");
            assertThat(info.path("reason").asString()).isEqualTo(reason);
            assertThat(info.path("domain").asString()).isEqualTo("googleapis.com");
            assertThat(info.path("metadata").path("service").asString()).isEqualTo("generativelanguage.googleapis.com");
        }
        JsonNode localized = error.path("details").path(1);
        assertThat(localized.path("message").asString("")).isEqualTo(message.contains("not valid") ? message : "");
        if (key != null) {
            HttpResponse<String> inHeader =
                    Rest.call(emulator, "POST", "/v1beta/auth_tokens", "{}", "x-goog-api-key", key);
            assertThat(inHeader.body()).isEqualTo(inQuery.body());
        }
    }

    /** Body, message; the clock stands at 23:45. */
    static Stream<Arguments> brokenRules() {
        String mask = "field_mask is invalid for BidiGenerateContentSetup";
        return Stream.of(
                arguments(
                        "{\"expireTime\":\"2030-01-01T19:45:00Z\"}",
                        "expire_time is too far in the future. Maximum lifetime is 20h"),
                arguments(
                        "{\"newSessionExpireTime\":\"2030-01-01T19:45:00Z\"}",
                        "new_session_expire_time is too far in the future. Maximum lifetime is 20h"),
                arguments("{\"uses\":-1}", "uses must not be negative"),
                arguments("{\"fieldMask\":\"tools.0\"}", mask),
                arguments("{\"fieldMask\":\"safetySettings.0\"}", mask),
                arguments("{\"fieldMask\":\"config\"}", mask),
                arguments("{\"fieldMask\":\"model,temperature\"}", mask),
                arguments("{\"fieldMask\":\"generationConfig.temprature\"}", mask),
                arguments("{\"fieldMask\":\"labels.k\"}", mask),
                arguments("{\"fieldMask\":\"generationConfig.\"}", mask),
                arguments("{\"fieldMask\":\"model.x\"}", mask),
                arguments("{\"fieldMask\":\"tools.functionDeclarations\"}", mask),
                arguments("{\"fieldMask\":\"proactivity\"}", mask));
    }

    @ParameterizedTest
    @MethodSource("brokenRules")
    void create_whenARuleIsBroken_saysWhich(String body, String message) {
        GeminiEmulator emulator = emulators.start();
        JsonNode error = error(Rest.create(emulator, "v1beta", body), 400, "INVALID_ARGUMENT", message);
        assertThat(error.has("details")).isFalse();
        // The key comes before the rules.
        assertThat(Rest.json(Rest.call(emulator, "POST", "/v1beta/auth_tokens?key=x", body))
                        .path("error")
                        .path("message")
                        .asString())
                .startsWith("API key not valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"expireTime\":\"2030-01-01T19:44:59.999999999Z\"}",
                "{\"newSessionExpireTime\":\"2030-01-01T19:44:59.999999999Z\"}",
                "{\"expireTime\":\"2020-01-01T00:00:00Z\"}",
                "{\"uses\":2147483647}",
                "{\"fieldMask\":\"\"}",
                "{\"fieldMask\":\" model , model ,generation_config.responseModalities,generationConfig.response_modalities\"}",
                "{\"fieldMask\":\"generationConfig.speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName\"}",
                "{\"fieldMask\":\"outputAudioTranscription\"}",
                "{\"bidiGenerateContentSetup\":{},\"fieldMask\":\"labels,tools,safety_settings\"}"
            })
    void create_withinTheRules_issuesAToken(String body) {
        assertThat(Rest.create(emulators.start(), "v1beta", body).statusCode()).isEqualTo(200);
    }

    @Test
    void create_whenProactivityIsAskedForOnV1alpha_issuesAToken() {
        GeminiEmulator emulator = emulators.start();
        String body =
                "{\"bidiGenerateContentSetup\":{\"proactivity\":{\"proactiveAudio\":true}},\"fieldMask\":\"proactivity\"}";
        assertThat(Rest.create(emulator, "v1alpha", body).statusCode()).isEqualTo(200);
        assertThat(Rest.create(emulator, "v1beta", body).statusCode()).isEqualTo(400);
        assertThat(Rest.create(emulator, "v1", body).statusCode()).isEqualTo(400);
    }

    @Test
    void date_whenTimeMoves_movesWithIt() {
        GeminiEmulator emulator = emulators.start();
        emulator.clock().advance(Duration.ofMinutes(20));
        assertThat(Rest.create(emulator, "v1beta", "").headers().firstValue("date"))
                .hasValue("Tue, 01 Jan 2030 00:05:00 GMT");
    }

    private static JsonNode error(HttpResponse<String> response, int code, String status, String message) {
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=UTF-8");
        JsonNode error = Rest.json(response).path("error");
        assertThat(error.path("message").asString()).isEqualTo(message);
        assertThat(error.path("status").asString()).isEqualTo(status);
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(response.statusCode()).isEqualTo(code);
        return error;
    }
}
