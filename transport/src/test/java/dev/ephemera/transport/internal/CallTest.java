package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.ServerException;
import dev.ephemera.types.AuthTokenResource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call that succeeds sends and brings back. */
final class CallTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MockResponse ok(String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().body("{\"name\": \"auth_tokens/1\"}");
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        return response.build();
    }

    @ParameterizedTest
    @EnumSource
    void call_whenItSucceeds_sendsWhoWeAreAndReadsTheBody(Face face) throws Exception {
        server.enqueue(ok());
        ClientOptions options = TestApi.options(server.url("/").toString())
                .putHeaders("x-client", "1")
                .putHeaders("x-both", "client")
                .build();
        try (HttpTransport transport = leaks.open(options)) {
            AuthTokenResource token = face.call(TestApi.call(
                    transport,
                    RequestOptions.builder()
                            .putHeaders("X-Both", "call")
                            .timeout(Duration.ofSeconds(5))
                            .build()));

            assertThat(token.name()).contains("auth_tokens/1");
        }
        RecordedRequest request = server.takeRequest();
        assertThat(request.getUrl().encodedPath()).isEqualTo("/v1alpha/auth_tokens");
        assertThat(request.getUrl().query()).isNull();
        assertThat(request.getBody().utf8()).isEqualTo("{\"uses\":1}");
        assertThat(request.getHeaders().get("content-type")).startsWith("application/json");
        assertThat(request.getHeaders().get("x-goog-api-key")).isEqualTo(TestApi.KEY);
        assertThat(request.getHeaders().get("user-agent"))
                .isEqualTo(request.getHeaders().get("x-goog-api-client"))
                .matches("ephemera/\\d+\\.\\d+\\.\\d+\\S* gl-java/\\S+");
        assertThat(request.getHeaders().get("x-server-timeout")).isEqualTo("5");
        assertThat(request.getHeaders().get("x-client")).isEqualTo("1");
        assertThat(request.getHeaders().values("x-both")).containsExactly("call");
    }

    @ParameterizedTest
    @CsvSource({
        "'',/v1alpha/auth_tokens",
        "/,/v1alpha/auth_tokens",
        "/a/b,/a/b/v1alpha/auth_tokens",
        "/a/b/,/a/b/v1alpha/auth_tokens"
    })
    void call_whenTheBaseUrlHasAPath_keepsItAsPrefix(String prefix, String expected) throws Exception {
        server.enqueue(ok());
        String base = "http://" + server.getHostName() + ":" + server.getPort();
        try (HttpTransport transport = leaks.open(TestApi.options(base + prefix).build())) {
            TestApi.call(transport, RequestOptions.none()).execute();
        }
        assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo(expected);
    }

    @Test
    void call_whenTheCallNamesVersionAndAddress_theyWin() throws Exception {
        server.enqueue(ok());
        ClientOptions options = TestApi.options("https://elsewhere.invalid")
                .apiVersion("v1beta")
                .build();
        try (HttpTransport transport = leaks.open(options)) {
            TestApi.call(
                            transport,
                            RequestOptions.builder()
                                    .baseUrl(server.url("/").toString())
                                    .apiVersion("v1")
                                    .build())
                    .execute();
        }
        assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo("/v1/auth_tokens");
    }

    @Test
    void serverClock_whenADateWasSeen_showsTheServersTime() {
        server.enqueue(ok("Date", "Tue, 01 Jan 2030 00:20:00 GMT"));
        Clock local = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
        try (HttpTransport transport = leaks.open(
                TestApi.options(server.url("/").toString()).clock(local).build())) {
            assertThat(transport.serverClock().known()).isFalse();
            assertThat(transport.serverClock().instant()).isEqualTo(local.instant());

            TestApi.call(transport, RequestOptions.none()).execute();

            assertThat(transport.serverClock().known()).isTrue();
            assertThat(transport.serverClock().instant()).isEqualTo("2030-01-01T00:20:00Z");
        }
    }

    @Test
    void serverClock_whenARefusalOrAnotherServiceShowsADate_learnsNothing() throws IOException {
        MockResponse.Builder refusal = new MockResponse.Builder().code(502);
        server.enqueue(
                refusal.addHeader("Date", "Tue, 01 Jan 2030 03:00:00 GMT").build());
        Clock local = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
        try (MockWebServer other = new MockWebServer();
                HttpTransport transport =
                        leaks.open(TestApi.options(server.url("/").toString())
                                .clock(local)
                                .retryPolicy(RetryPolicy.none())
                                .build())) {
            other.start();
            other.enqueue(ok("Date", "Wed, 02 Jan 2030 00:00:00 GMT"));
            String otherUrl = other.url("/").toString();
            assertThatThrownBy(
                            () -> TestApi.call(transport, RequestOptions.none()).execute())
                    .isInstanceOf(ServerException.class);
            TestApi.call(transport, RequestOptions.builder().baseUrl(otherUrl).build())
                    .execute();

            assertThat(transport.serverClock().known()).isFalse();
            assertThat(transport.serverClock().instant()).isEqualTo(local.instant());
            assertThat(transport.serverClock(java.net.URI.create(otherUrl)).instant())
                    .isEqualTo("2030-01-02T00:00:00Z");
        }
    }

    @Test
    void close_whenTheOkHttpClientIsTheCallers_leavesItAlive() throws IOException {
        server.enqueue(ok());
        server.enqueue(ok());
        OkHttpClient callers = new OkHttpClient();
        HttpTransport transport = leaks.open(TestApi.options(server.url("/").toString())
                .okHttpClient(callers)
                .build());
        TestApi.call(transport, RequestOptions.none()).execute();

        transport.close();

        assertThat(callers.connectionPool().connectionCount()).isEqualTo(1);
        assertThat(callers.newCall(new Request.Builder().url(server.url("/")).build())
                        .execute()
                        .code())
                .isEqualTo(200);
        callers.connectionPool().evictAll();
        callers.dispatcher().executorService().shutdown();
    }

    @Test
    void interceptors_ofTheCallersClient_seeTheFinalRequestAndTheTrueResponse() {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .addHeader("Retry-After", "0")
                .build());
        server.enqueue(ok());
        List<String> seen = new ArrayList<>();
        OkHttpClient callers = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    seen.add(chain.request().url() + " " + chain.request().header("x-goog-api-key") + " "
                            + response.header("Retry-After"));
                    return response;
                })
                .build();
        HttpTransport transport = leaks.open(TestApi.options(server.url("/").toString())
                .okHttpClient(callers)
                .build());
        TestApi.call(transport, RequestOptions.none()).execute();

        String request = server.url("/v1alpha/auth_tokens") + " " + TestApi.KEY;
        assertThat(seen).containsExactly(request + " 0", request + " null");
        callers.connectionPool().evictAll();
    }

    @Test
    void context_whenItCannotWork_saysWhy() {
        try (HttpTransport vertex = leaks.open(TestApi.options(server.url("/").toString())
                        .vertexAi(true)
                        .build());
                HttpTransport bare = leaks.open(ClientOptions.builder().build());
                HttpTransport token = leaks.open(
                        ClientOptions.builder().apiKey("auth_tokens/secret").build())) {
            assertThatThrownBy(() -> vertex.restContext(RequestOptions.none(), "v1alpha"))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("Gemini Developer API only");
            assertThatThrownBy(() -> bare.restContext(RequestOptions.none(), "v1alpha"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no credentials");
            assertThatThrownBy(() -> token.restContext(RequestOptions.none(), "v1alpha"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("opens Live sessions only")
                    .hasMessageNotContaining("secret");
            RequestOptions plain =
                    RequestOptions.builder().baseUrl("http://example.org").build();
            assertThatThrownBy(() -> token.liveContext(plain, credentials -> "v1alpha"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("plain http to example.org");
            token.close();
            assertThatThrownBy(() -> token.liveContext(RequestOptions.none(), credentials -> "v1alpha"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The client is closed.");
        }
    }
}
