package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.Modality;
import dev.ephemera.types.MultiSpeakerVoiceConfig;
import dev.ephemera.types.ProactivityConfig;
import dev.ephemera.types.SpeechConfig;
import dev.ephemera.types.UnknownFields;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent, and what comes back; both faces by one test. */
final class TokensTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String KEY = "AIza-secret-of-the-test";

    private final MockWebServer server = new MockWebServer();
    private HttpTransport transport;
    private Tokens tokens;

    @BeforeEach
    void start() throws IOException {
        server.start();
        transport = transport(ClientOptions.builder());
        tokens = new HttpTokens(transport);
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    private HttpTransport transport(ClientOptions.Builder options) {
        return HttpTransport.create(options.apiKey(KEY)
                .baseUrl(server.url("/").toString())
                .retryPolicy(RetryPolicy.none())
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build());
    }

    private static CreateAuthTokenConfig.Builder config() {
        return CreateAuthTokenConfig.builder();
    }

    private static CreateAuthTokenConfig constrained(LiveConnectConfig.Builder config) {
        return config().liveConnectConstraints(
                        LiveConnectConstraints.builder().config(config.build()).build())
                .build();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                row(config().uses(-5).build(), "uses is -5; it must be 0, which is unlimited, or more"),
                row(config().expireTime(NOW).build(), "expireTime is 2030-01-01T00:00:00Z, in the past"),
                row(
                        config().expireTime(NOW.minusSeconds(1)).build(),
                        "the best known clock shows 2030-01-01T00:00:00Z"),
                row(config().expireTime(NOW.plus(Duration.ofHours(20))).build(), "must be less than 20 hours ahead"),
                row(
                        config().newSessionExpireTime(NOW).build(),
                        "newSessionExpireTime is 2030-01-01T00:00:00Z, in the past"),
                row(
                        config().newSessionExpireTime(NOW.plus(Duration.ofHours(20)))
                                .build(),
                        "newSessionExpireTime is 2030-01-01T20:00:00Z; it must be less than 20 hours ahead"),
                row(
                        config().newSessionExpireTime(NOW.plusSeconds(61))
                                .expireTime(NOW.plusSeconds(60))
                                .build(),
                        "after expireTime, which is 2030-01-01T00:01:00Z"),
                row(
                        config().newSessionExpireTime(NOW.plus(Duration.ofMinutes(31)))
                                .build(),
                        "which is 2030-01-01T00:30:00Z by default (30 minutes from now)"),
                row(config().lockAdditionalFields(List.of("temprature")).build(), "there is no field \"temprature\""),
                row(
                        config().unknownFields(UnknownFields.of(Map.of("usess", 1)))
                                .build(),
                        "usess is no field of CreateAuthTokenConfig that this version knows"),
                row(
                        constrained(LiveConnectConfig.builder()
                                .unknownFields(UnknownFields.of(Map.of("explicitVadSignal", true)))),
                        "liveConnectConstraints.config.explicitVadSignal is refused"),
                row(
                        constrained(LiveConnectConfig.builder()
                                .speechConfig(SpeechConfig.builder()
                                        .multiSpeakerVoiceConfig(MultiSpeakerVoiceConfig.builder()
                                                .build())
                                        .build())),
                        "liveConnectConstraints.config.speechConfig.multiSpeakerVoiceConfig is refused"),
                row(
                        config().liveConnectConstraints(LiveConnectConstraints.builder()
                                        .model(" ")
                                        .build())
                                .build(),
                        "The model's name is blank"));
    }

    private static Arguments row(CreateAuthTokenConfig config, String message) {
        return Arguments.of(message, config);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void create_whenTheConfigCannotWork_isRefusedBeforeAnythingIsSent(String message, CreateAuthTokenConfig config) {
        assertThatThrownBy(() -> tokens.create(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(failure(tokens.async().create(config)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(server.getRequestCount()).isZero();
    }

    static Stream<Arguments> wrongMaps() {
        Map<String, Object> nullInList = new HashMap<>();
        nullInList.put("lockAdditionalFields", Arrays.asList("model", null));
        return Stream.of(
                Arguments.of(Map.of("use", 1), "use is unknown; CreateAuthTokenConfig has expireTime"),
                Arguments.of(Map.of("uses", "many"), "uses must be a 32-bit integer"),
                Arguments.of(Map.of("uses", 1.5), "uses must be a 32-bit integer, not 1.5"),
                Arguments.of(Map.of("uses", 3_000_000_000L), "uses must be a 32-bit integer, not 3000000000"),
                Arguments.of(Map.of("expireTime", 5), "expireTime must be an Instant or an RFC 3339 string, not 5"),
                Arguments.of(Map.of("httpOptions", Map.of()), "httpOptions is refused"),
                Arguments.of(
                        Map.of("liveConnectConstraints", "x"), "liveConnectConstraints must be a map, not a String"),
                Arguments.of(
                        Map.of("live_connect_constraints", Map.of("config", Map.of("temperature", "hot"))),
                        "live_connect_constraints.config.temperature must be a number"),
                Arguments.of(
                        Map.of(
                                "liveConnectConstraints",
                                Map.of("config", Map.of("tools", List.of(Map.of("retrieval", Map.of()))))),
                        "liveConnectConstraints.config.tools[0].retrieval is refused"),
                Arguments.of(Map.of("lockAdditionalFields", "model"), "lockAdditionalFields must be a list"),
                Arguments.of(nullInList, "lockAdditionalFields[1] is null"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrongMaps")
    void createOfMap_whenAKeyOrValueIsWrong_isRefusedByName(Map<String, Object> config, String message) {
        assertThatThrownBy(() -> tokens.create(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(failure(tokens.async().create(config))).hasMessageContaining(message);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void createOfMap_whenValuesAreJavaOrTypes_takesThem() throws Exception {
        answer();
        tokens.create(Map.of(
                "expire_time", NOW.plusSeconds(90),
                "uses", 2L,
                "liveConnectConstraints",
                        Map.of(
                                "model",
                                "m",
                                "config",
                                LiveConnectConfig.builder()
                                        .addResponseModalities(Modality.AUDIO)
                                        .build())));

        assertThat(server.takeRequest().getBody().utf8())
                .isEqualTo("{\"expireTime\":\"2030-01-01T00:01:30Z\",\"uses\":2,\"bidiGenerateContentSetup\":"
                        + "{\"model\":\"models/m\",\"generationConfig\":{\"responseModalities\":[\"AUDIO\"]}}}");
    }

    @Test
    void create_whenTheServerAnswersTheNameOnly_fillsInWhatHolds() {
        answer("Date", "Tue, 01 Jan 2030 00:10:00 GMT");

        AuthToken token = tokens.create();

        assertThat(token.name()).isEqualTo("auth_tokens/1");
        assertThat(token.uses()).isEqualTo(1);
        // Counted from the server's clock, which is ten minutes ahead.
        assertThat(token.expireTime()).isEqualTo("2030-01-01T00:40:00Z");
        assertThat(token.newSessionExpireTime()).isEqualTo("2030-01-01T00:11:00Z");
    }

    @Test
    void create_whenTheTokenExpiresBeforeTheDefaultWindow_reportsNoWindowAfterTheEnd() {
        answer();

        AuthToken token = tokens.create(c -> c.expireTime(NOW.plusSeconds(20)).uses(0));

        assertThat(token.newSessionExpireTime()).isEqualTo(token.expireTime()).isEqualTo(NOW.plusSeconds(20));
        assertThat(token.uses()).isZero();
    }

    @Test
    void create_whenProactivityIsAskedForWithAnotherVersion_isRefusedByName() throws Exception {
        CreateAuthTokenConfig config = constrained(LiveConnectConfig.builder()
                .proactivity(ProactivityConfig.builder().proactiveAudio(true).build()));
        RequestOptions beta = RequestOptions.builder().apiVersion("v1beta").build();

        assertThatThrownBy(() -> tokens.create(config, beta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proactivity")
                .hasMessageContaining("v1alpha only");
        answer();
        tokens.create(config);
        assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo("/v1alpha/auth_tokens");
    }

    @Test
    void extraBody_whenUnknown_isMergedBesideAndInside() throws Exception {
        answer();
        tokens.create(
                c -> c.uses(1)
                        .liveConnectConstraints(
                                LiveConnectConstraints.builder().model("m").build()),
                RequestOptions.builder()
                        .extraBody(JsonObject.of(
                                Map.of("interactionId", "i", "bidi_generate_content_setup", Map.of("newField", 1))))
                        .build());

        assertThat(server.takeRequest().getBody().utf8())
                .contains("\"uses\":1", "\"interactionId\":\"i\"", "{\"model\":\"models/m\",\"newField\":1}");
    }

    @Test
    void extraBody_whenAMessageComesInBothSpellings_keepsTheMembersOfBoth() throws Exception {
        answer();
        Map<String, Object> both = new java.util.LinkedHashMap<>();
        both.put("bidi_generate_content_setup", Map.of("first", 1));
        both.put("bidiGenerateContentSetup", Map.of("second", 2));

        tokens.create(
                c -> c.liveConnectConstraints(
                        LiveConnectConstraints.builder().model("m").build()),
                RequestOptions.builder().extraBody(JsonObject.of(both)).build());

        assertThat(server.takeRequest().getBody().utf8()).contains("{\"model\":\"models/m\",\"first\":1,\"second\":2}");
    }

    @Test
    void lockName_thatTheChosenVersionDoesNotKnow_isRefused() {
        RequestOptions beta = RequestOptions.builder().apiVersion("v1beta").build();

        assertThatThrownBy(() -> tokens.create(c -> c.lockAdditionalFields(List.of("proactivity")), beta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proactivity is taken by the API version v1alpha only, and v1beta is chosen");
        assertThat(server.getRequestCount()).isZero();
    }

    static Stream<CreateAuthTokenConfig> notLockedAsAWhole() {
        LiveConnectConstraints model =
                LiveConnectConstraints.builder().model("m").build();
        return Stream.of(
                config().build(),
                config().lockAdditionalFields(List.of("topK")).build(),
                config().liveConnectConstraints(model)
                        .lockAdditionalFields(List.of())
                        .build(),
                config().liveConnectConstraints(model)
                        .lockAdditionalFields(List.of("topK"))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("notLockedAsAWhole")
    void extraBody_whereItCouldNotBeLocked_isRefused(CreateAuthTokenConfig config) {
        RequestOptions options = RequestOptions.builder()
                .extraBody(JsonObject.of(Map.of("bidi_generate_content_setup", Map.of("newSafetySwitch", true))))
                .build();

        assertThatThrownBy(() -> tokens.create(config, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("extraBody cannot add to bidiGenerateContentSetup unless everything is locked");
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"uses", "fieldMask", "field_mask", "expire_time", "bidiGenerateContentSetup"})
    void extraBody_whenItWouldReplaceWhatTheConfigSets_isRefused(String name) {
        RequestOptions options = RequestOptions.builder()
                .extraBody(JsonObject.of(Map.of(name, "x")))
                .build();

        assertThatThrownBy(() -> tokens.create(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("extraBody cannot set " + name + ", which this version knows; set it in the config.");
    }

    @Test
    void create_whenTheAnswerHasNoName_raisesInvalidResponse() {
        server.enqueue(new MockResponse.Builder()
                .body("{\"expireTime\":\"2030-01-01T00:01:00Z\"}")
                .build());

        assertThatThrownBy(() -> tokens.create())
                .isInstanceOf(InvalidResponseException.class)
                .hasMessage("POST /v1alpha/auth_tokens: the response has no name, so there is no token.");
    }

    @Test
    void create_whenTheServerEchoesTheKey_hidesIt() {
        for (int i = 0; i < 2; i++) {
            server.enqueue(new MockResponse.Builder()
                    .code(400)
                    .body("{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"key " + KEY
                            + " is bad\"}}")
                    .build());
        }

        assertThat(catchThrowable(() -> tokens.create()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("key (redacted) is bad");
        assertThat(failure(tokens.async().create())).hasMessageContaining("key (redacted) is bad");
    }

    @Test
    void create_whenVertexIsChosen_isRefusedOnBothFaces() {
        try (HttpTransport vertex = transport(ClientOptions.builder().vertexAi(true))) {
            Tokens refused = new HttpTokens(vertex);

            assertThatThrownBy(refused::create).isInstanceOf(UnsupportedOperationException.class);
            assertThat(failure(refused.async().create())).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    private void answer(String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().body("{\"name\": \"auth_tokens/1\"}");
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(response.build());
    }

    /** What the future itself failed with, not what a stage after it would wrap it in. */
    private static Throwable failure(CompletableFuture<?> future) {
        Throwable thrown = future.handle((value, failure) -> failure).join();
        assertThat(thrown).isNotNull().isNotInstanceOf(CompletionException.class);
        return thrown;
    }
}
