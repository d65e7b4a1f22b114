package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RequestTimeoutException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.ServerException;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every way to mint has in common: the call's options win, a cancelled future aborts the call, failures come bare. */
@Timeout(60)
final class TokenCallTest {

    private static final String KEY = "AIza-secret-of-the-test";
    private static final CreateAuthTokenConfig CONFIG =
            CreateAuthTokenConfig.builder().build();
    private static final TokenPolicy POLICY = TokenPolicy.singleUse();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final Backend server = new Backend();
    private final Backend other = new Backend();
    private Tokens tokens;

    @BeforeEach
    void open() {
        tokens = new HttpTokens(leaks.open(ClientOptions.builder()
                .apiKey(KEY)
                .baseUrl(server.url().resolve("/"))
                .apiVersion("v1beta")
                .putHeaders("x-client", "client")
                .putHeaders("x-both", "client")
                .requestTimeout(Duration.ofSeconds(50))
                .retryPolicy(RetryPolicy.none())
                .build()));
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    private static MockResponse token(String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().body("{\"name\":\"auth_tokens/1\"}");
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        return response.build();
    }

    /** All methods there are, each with options. */
    static Stream<Arguments> methods() {
        return Stream.of(
                sync("create(config)", (tokens, options) -> tokens.create(CONFIG, options)),
                sync("create(consumer)", (tokens, options) -> tokens.create(c -> {}, options)),
                sync("create(map)", (tokens, options) -> tokens.create(Map.of(), options)),
                sync("create(policy)", (tokens, options) -> tokens.create(POLICY, options)),
                sync("create()", Tokens::create),
                sync("createWithResponse(config)", (tokens, options) -> tokens.createWithResponse(CONFIG, options)),
                sync("createWithResponse(consumer)", (tokens, options) -> tokens.createWithResponse(c -> {}, options)),
                sync("createWithResponse(map)", (tokens, options) -> tokens.createWithResponse(Map.of(), options)),
                sync("createWithResponse(policy)", (tokens, options) -> tokens.createWithResponse(POLICY, options)),
                sync(
                        "createAll",
                        (tokens, options) ->
                                tokens.createAll(1, POLICY, options).get(0).get()),
                async("async create(config)", (tokens, options) -> tokens.create(CONFIG, options)),
                async("async create(consumer)", (tokens, options) -> tokens.create(c -> {}, options)),
                async("async create(map)", (tokens, options) -> tokens.create(Map.of(), options)),
                async("async create(policy)", (tokens, options) -> tokens.create(POLICY, options)),
                async("async create()", AsyncTokens::create),
                async(
                        "async createWithResponse(config)",
                        (tokens, options) -> tokens.createWithResponse(CONFIG, options)),
                async(
                        "async createWithResponse(consumer)",
                        (tokens, options) -> tokens.createWithResponse(c -> {}, options)),
                async(
                        "async createWithResponse(map)",
                        (tokens, options) -> tokens.createWithResponse(Map.of(), options)),
                async(
                        "async createWithResponse(policy)",
                        (tokens, options) -> tokens.createWithResponse(POLICY, options)));
    }

    static Stream<Arguments> asyncMethods() {
        return methods().filter(row -> row.get()[1] instanceof AsyncMethod);
    }

    /** A way to mint. */
    interface Method {
        Object mint(Tokens tokens, RequestOptions options);
    }

    /** One that returns a future. */
    interface AsyncMethod extends Method {
        CompletableFuture<?> start(AsyncTokens tokens, RequestOptions options);

        @Override
        default Object mint(Tokens tokens, RequestOptions options) {
            CompletableFuture<?> future = start(tokens.async(), options);
            Throwable failure = future.handle((value, thrown) -> thrown).join();
            if (failure != null) {
                assertThat(failure).isInstanceOf(RuntimeException.class);
                throw (RuntimeException) failure; // as it is, never wrapped
            }
            return future.join();
        }
    }

    private static Arguments sync(String name, Method method) {
        return Arguments.of(name, method);
    }

    private static Arguments async(String name, AsyncMethod method) {
        return Arguments.of(name, method);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void options_ofTheCall_winOverTheClients(String name, Method method) throws Exception {
        other.refuse(503);
        other.answer(token());
        RequestOptions options = RequestOptions.builder()
                .baseUrl(other.url())
                .apiVersion("v1")
                .putHeaders("X-Both", "call")
                .timeout(Duration.ofSeconds(7))
                .retryPolicy(
                        RetryPolicy.builder().initialDelay(Duration.ofMillis(1)).build())
                .extraBody(JsonObject.of(Map.of("notKnownYet", 1)))
                .build();

        method.mint(tokens, options);

        assertThat(server.count()).isZero();
        assertThat(other.count()).as("tried again by the call's policy").isEqualTo(2);
        RecordedRequest request = other.take();
        assertThat(request.getTarget()).isEqualTo("/token/v1/auth_tokens");
        assertThat(request.getHeaders().values("x-both")).containsExactly("call");
        assertThat(request.getHeaders().get("x-client")).isEqualTo("client");
        assertThat(request.getHeaders().get("x-server-timeout")).isEqualTo("7");
        assertThat(request.getBody().utf8()).contains("\"notKnownYet\":1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void options_whenTheCallHasNone_areTheClients(String name, Method method) throws Exception {
        server.refuse(503);

        assertThatThrownBy(() -> method.mint(tokens, RequestOptions.none())).isExactlyInstanceOf(ServerException.class);

        assertThat(server.count()).isEqualTo(1);
        RecordedRequest request = server.take();
        assertThat(request.getTarget()).isEqualTo("/v1beta/auth_tokens");
        assertThat(request.getHeaders().get("x-both")).isEqualTo("client");
        assertThat(request.getHeaders().get("x-server-timeout")).isEqualTo("50");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void call_whenTheServerIsSilent_endsAtTheCallsTimeout(String name, Method method) {
        CountDownLatch never = server.later(token());
        try {
            assertThatThrownBy(() -> method.mint(
                            tokens,
                            RequestOptions.builder()
                                    .timeout(Duration.ofMillis(200))
                                    .build()))
                    .isExactlyInstanceOf(RequestTimeoutException.class);
        } finally {
            never.countDown();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asyncMethods")
    void future_whenCancelled_abortsTheCallAsTheServerSees(String name, AsyncMethod method) throws Exception {
        try (RawServer silent = new RawServer(RawServer.Peer::awaitGone)) {
            CompletableFuture<?> future = method.start(
                    tokens.async(),
                    RequestOptions.builder().baseUrl(silent.url()).build());
            assertThat(silent.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

            assertThat(future.cancel(true)).isTrue();

            assertThat(silent.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    static Stream<Arguments> unusable() {
        List<Arguments> clients = List.of(
                client("Vertex AI", o -> o.vertexAi(true), UnsupportedOperationException.class),
                client("no key", o -> {}, IllegalStateException.class),
                client("a token", o -> o.token("auth_tokens/1"), IllegalStateException.class));
        return methods()
                .flatMap(method -> clients.stream()
                        .map(client -> Arguments.of(
                                client.get()[0] + ": " + method.get()[0],
                                client.get()[1],
                                client.get()[2],
                                method.get()[1])));
    }

    private static Arguments client(
            String name, Consumer<ClientOptions.Builder> options, Class<? extends Throwable> failure) {
        return Arguments.of(name, options, failure);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void call_whenTheClientCannotMint_isRefusedThroughTheFutureToo(
            String name, Consumer<ClientOptions.Builder> steps, Class<? extends Throwable> failure, Method method) {
        ClientOptions.Builder options = ClientOptions.builder().baseUrl(server.url());
        steps.accept(options);
        HttpTransport transport = leaks.open(options.build());

        assertThatThrownBy(() -> method.mint(new HttpTokens(transport), RequestOptions.none()))
                .isExactlyInstanceOf(failure);
        assertThat(server.count()).isZero();
    }

    static Stream<Function<Tokens, TokenResponse>> responses() {
        return Stream.of(
                tokens -> tokens.createWithResponse(CONFIG),
                tokens -> tokens.createWithResponse(POLICY),
                tokens -> tokens.async().createWithResponse(CONFIG).join(),
                tokens -> tokens.async().createWithResponse(POLICY).join());
    }

    @ParameterizedTest
    @MethodSource("responses")
    void createWithResponse_keepsStatusHeadersAndRequestId_butNoSecret(Function<Tokens, TokenResponse> mint) {
        server.answer(token(
                "X-Goog-Request-Id", "r-1", "x-twice", "1", "x-twice", "2", "Set-Cookie", "session", "x-echo", KEY));

        TokenResponse response = mint.apply(tokens);

        assertThat(response.token().name()).isEqualTo("auth_tokens/1");
        assertThat(response.httpStatus()).isEqualTo(200);
        assertThat(response.requestId()).contains("r-1");
        assertThat(response.headers())
                .containsEntry("x-twice", List.of("1", "2"))
                .containsEntry("x-echo", List.of("(redacted)"))
                .doesNotContainKey("set-cookie");
        assertThat(response.toString()).doesNotContain("auth_tokens/1", KEY);
    }

    @Test
    void createWithResponse_whenTheAnswerHasNoId_saysSo() {
        server.answer(token());

        assertThat(tokens.createWithResponse(CONFIG).requestId()).isEmpty();
    }
}
