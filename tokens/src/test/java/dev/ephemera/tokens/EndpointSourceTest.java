package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.NotFoundException;
import dev.ephemera.transport.RequestTimeoutException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.ServerException;
import dev.ephemera.transport.UnauthorizedException;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.AuthToken;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a backend is sent, what is read of its answers, and how it fails. */
@Timeout(60)
final class EndpointSourceTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String SECRET = "session-of-the-user-secret";

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final Backend backend = new Backend();

    @AfterEach
    void stop() {
        backend.close();
    }

    private static ClientOptions.Builder options() {
        return ClientOptions.builder().retryPolicy(RetryPolicy.none()).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private TokenEndpoint.Builder endpoint() {
        return TokenEndpoint.builder(backend.url())
                .options(options().build())
                .headers(() -> Map.of("Authorization", "Bearer " + SECRET));
    }

    private AuthToken get(TokenEndpoint.Builder endpoint) {
        try (TokenSource source = TokenSource.endpoint(endpoint.build())) {
            return source.get();
        }
    }

    static Stream<Arguments> answers() {
        AuthToken full = token(3, 600, 90);
        String rest = ",\"newSessionExpireTime\":\"2030-01-01T00:01:30Z\",\"expireTime\":\"2030-01-01T00:10:00Z\"}";
        return Stream.of(
                Arguments.of(JsonMapper.builder().build().writeValueAsString(full), full),
                Arguments.of("{\"name\":\"auth_tokens/1\"}", token(1, 1800, 60)),
                Arguments.of("{\"token\":\"auth_tokens/1\"}", token(1, 1800, 60)),
                Arguments.of("{\"name\":\"a display name\",\"token\":\"auth_tokens/1\"}", token(1, 1800, 60)),
                Arguments.of("{\"token\":\"auth_tokens/1\",\"uses\":0" + rest, token(0, 600, 90)),
                Arguments.of(
                        "{\"name\":\"auth_tokens/1\",\"uses\":null,\"user\":{\"id\":5},\"expire_time\":\"2030-01-01T00:00:30Z\"}",
                        token(1, 30, 30)),
                Arguments.of(
                        "{\"token\":\"auth_tokens/1\",\"new_session_expire_time\":\"2030-01-01T00:05:00Z\"}",
                        token(1, 1800, 300)));
    }

    private static AuthToken token(int uses, int life, int window) {
        return AuthToken.builder()
                .name("auth_tokens/1")
                .uses(uses)
                .expireTime(NOW.plusSeconds(life))
                .newSessionExpireTime(NOW.plusSeconds(window))
                .build();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void get_ofAnAnswer_readsWhatIsThereAndTakesDefaultsForTheRest(String json, AuthToken expected) {
        backend.json(json);

        assertThat(get(endpoint())).isEqualTo(expected);
    }

    @Test
    void get_whenTheHostsClockIsWrong_countsByTheBackends() {
        backend.answer(new MockResponse.Builder()
                .addHeader("Date", "Tue, 01 Jan 2030 00:20:00 GMT")
                .body("{\"token\":\"auth_tokens/1\"}")
                .build());

        assertThat(get(endpoint()).newSessionExpireTime()).isEqualTo("2030-01-01T00:21:00Z");
    }

    @Test
    void request_carriesHeadersPathAndQuery_andNoCredentials() throws Exception {
        backend.json("{\"token\":\"auth_tokens/1\"}");
        backend.json("{\"token\":\"auth_tokens/2\"}");
        URI url = URI.create(backend.url() + "/a%2Fb?room=1&q=%20x");
        ClientOptions key = options()
                .apiKey("AIza-never-to-the-backend")
                .putHeaders("x-app", "7")
                .build();

        get(endpoint().url(url).options(key));
        get(endpoint().url(url).options(key).method(TokenEndpoint.Method.GET));

        for (String method : new String[] {"POST", "GET"}) {
            RecordedRequest request = backend.take();
            assertThat(request.getMethod()).isEqualTo(method);
            assertThat(request.getTarget()).isEqualTo("/token/a%2Fb?room=1&q=%20x");
            assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + SECRET);
            assertThat(request.getHeaders().get("x-app")).isEqualTo("7");
            assertThat(request.getHeaders().toString()).doesNotContain("AIza");
        }
    }

    @Test
    void headers_areAskedForAnewForEachToken() throws Exception {
        backend.json("{\"token\":\"auth_tokens/1\"}");
        backend.json("{\"token\":\"auth_tokens/2\"}");
        int[] asked = {0};
        try (TokenSource source = TokenSource.endpoint(endpoint()
                .headers(() -> Map.of("x-n", Integer.toString(++asked[0])))
                .build())) {
            source.get();
            source.get();
        }
        assertThat(backend.take().getHeaders().get("x-n")).isEqualTo("1");
        assertThat(backend.take().getHeaders().get("x-n")).isEqualTo("2");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                row(401, SECRET, UnauthorizedException.class, "(redacted)"),
                row(404, "no " + SECRET + " here", NotFoundException.class, "no (redacted) here"),
                row(500, "{\"error\":{\"message\":\"" + SECRET + "\"}}", ServerException.class, "500: (redacted)"),
                row(
                        302,
                        "",
                        GeminiException.class,
                        "a secret must not travel to another host; give the address itself"),
                row(200, "", InvalidResponseException.class, "the response is empty"),
                row(200, "[]", InvalidResponseException.class, "no JSON of the kind expected"),
                row(200, "{\"token\":\"" + SECRET + "\"}", InvalidResponseException.class, "it has [token]"),
                row(200, "{\"token\":5}", InvalidResponseException.class, "begins with auth_tokens/"),
                row(200, "{\"token\":\"auth_tokens/x\",\"uses\":-1}", InvalidResponseException.class, "{uses=-1}"),
                row(
                        200,
                        "{\"token\":\"auth_tokens/x\",\"expireTime\":\"soon\"}",
                        InvalidResponseException.class,
                        "times or uses that cannot be read"),
                row(200, "{\"x\":\"" + "y".repeat(2000) + "\"}", InvalidResponseException.class, "longer than 1000"));
    }

    private static Arguments row(int code, String body, Class<? extends Exception> type, String message) {
        return Arguments.of(code, body, type, message);
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("failures")
    void get_whenTheBackendFails_raisesTheNamedExceptionWithoutSecrets(
            int code, String body, Class<? extends Exception> type, String message) {
        backend.answer(new MockResponse.Builder().code(code).body(body).build());

        assertThatThrownBy(() ->
                        get(endpoint().options(options().maxResponseBytes(1000).build())))
                .isInstanceOf(type)
                .hasMessageContaining("POST /token")
                .hasMessageContaining(message)
                .satisfies(thrown -> assertThat(Texts.of(thrown)).doesNotContain(SECRET));
    }

    @Test
    void get_whenTheBackendIsSilent_endsAtTheTimeout() {
        CountDownLatch letGo = backend.later(new MockResponse.Builder().build());
        try {
            assertThatThrownBy(() -> get(endpoint()
                            .options(options()
                                    .requestTimeout(Duration.ofMillis(300))
                                    .build())))
                    .isInstanceOf(RequestTimeoutException.class)
                    .hasMessageContaining("PT0.3S");
        } finally {
            letGo.countDown();
        }
    }

    @Test
    void get_whenTheBackendRecovers_triesAgainAsThePolicySays() {
        backend.refuse(503);
        backend.json("{\"token\":\"auth_tokens/1\"}");
        RetryPolicy soon =
                RetryPolicy.builder().initialDelay(Duration.ofMillis(1)).build();

        assertThat(get(endpoint().options(options().retryPolicy(soon).build())).name())
                .isEqualTo("auth_tokens/1");
    }

    @Test
    void get_whenNobodyListens_raisesNetworkException() {
        backend.close();

        assertThatThrownBy(() -> get(endpoint())).isInstanceOf(NetworkException.class);
    }

    @Test
    void get_whenTheHeadersSupplierThrows_failsWithThat() {
        assertThatThrownBy(() -> get(endpoint().headers(() -> {
                    throw new IllegalStateException("the user is not signed in");
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the user is not signed in");
    }

    @Test
    void get_whenAHeaderCannotBeSent_namesItWithoutItsValue() {
        assertThatThrownBy(() -> get(endpoint().headers(() -> Map.of("x-auth", SECRET + "\n"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The value of the header x-auth has characters that no header can carry.");
        assertThat(backend.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/token",
                "http://localhost.example.org/",
                "ftp://localhost/token",
                "/token",
                "https://user:pass@example.org/",
                "https://example.org/#part"
            })
    void endpoint_whenTheAddressIsNotSafe_isRefusedWithoutShowingSecrets(String url) {
        assertThatThrownBy(() -> TokenSource.endpoint(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("pass");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.org/token?x=1", "http://localhost:1/", "http://127.0.0.1:1", "http://[::1]:1/"})
    void endpoint_whenTheAddressIsSafe_isTaken(String url) {
        TokenSource.endpoint(URI.create(url)).close();
    }

    @Test
    void close_whileATokenIsFetched_abortsTheCall() throws Exception {
        CountDownLatch letGo = backend.later(new MockResponse.Builder().build());
        TokenSource source = TokenSource.endpoint(endpoint().build());
        CompletableFuture<AuthToken> waiting = source.getAsync();
        backend.requests.acquire();

        source.close();

        assertThat(waiting.handle((token, failure) -> failure).get()).isInstanceOf(IllegalStateException.class);
        letGo.countDown();
    }

    @Test
    void toString_ofEndpointAndSource_showsNoSecret() {
        TokenEndpoint endpoint = endpoint()
                .url(URI.create("https://example.org/t?key=" + SECRET))
                .build();
        try (TokenSource source = TokenSource.endpoint(endpoint)) {
            assertThat(endpoint + " " + source).doesNotContain(SECRET).contains("TokenSource[");
        }
    }
}
