package dev.ephemera.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {

    static Stream<Arguments> wrong() {
        return Stream.of(
                row("baseUrl is \"ftp://example.org\"", o -> o.baseUrl("ftp://example.org")),
                row(
                        "baseUrl is \"generativelanguage.googleapis.com\"; it must be http:// or https:// and a host",
                        o -> o.baseUrl("generativelanguage.googleapis.com")),
                row("baseUrl is \"localhost:8080\"", o -> o.baseUrl("localhost:8080")),
                row("baseUrl is \"http://my_host:80/x\"", o -> o.baseUrl("http://my_host:80/x?key=secret")),
                row("baseUrl is \"http://my_host\"", o -> o.baseUrl("http://me:secret@my_host")),
                row("its host or its port (1 to 65535) cannot be", o -> o.baseUrl("https://example.org:70000")),
                row("its host or its port (1 to 65535) cannot be", o -> o.baseUrl("http://localhost:0")),
                row("may have a path only", o -> o.baseUrl("https://example.org/?key=secret")),
                row("may have a path only", o -> o.baseUrl("https://me:secret@example.org/")),
                row("plain http to example.org", o -> o.baseUrl("http://example.org")),
                row("plain http to 128.0.0.1", o -> o.baseUrl("http://128.0.0.1")),
                row("plain http to localhost.example.org", o -> o.baseUrl("http://localhost.example.org")),
                row("apiVersion is \"beta\"", o -> o.apiVersion("beta")),
                row("apiVersion is \"v1/../x\"", o -> o.apiVersion("v1/../x")),
                row("plain http to foo.localhost", o -> o.baseUrl("http://foo.localhost")),
                row("plain http to 0.0.0.0", o -> o.baseUrl("http://0.0.0.0")),
                row("plain http to [::2]", o -> o.baseUrl("http://[::2]")),
                row(
                        "plain http to localhost through the proxy proxy.example.org",
                        o -> o.baseUrl("http://localhost")
                                .proxy(ProxyOptions.builder()
                                        .host("proxy.example.org")
                                        .port(1)
                                        .build())),
                row(
                        "connectTimeout is PT0.000001S; it must be PT0.001S (1 ms) to PT24H (1 day).",
                        o -> o.connectTimeout(Duration.ofNanos(1000))),
                row("requestTimeout is PT24H0.001S", o -> o.requestTimeout(Duration.ofMillis(86_400_001))),
                row("connectTimeout is PT0S", o -> o.connectTimeout(Duration.ZERO)),
                row("requestTimeout is PT-1S", o -> o.requestTimeout(Duration.ofSeconds(-1))),
                row("setupTimeout is PT0S", o -> o.setupTimeout(Duration.ZERO)),
                row("closeTimeout is PT0S", o -> o.closeTimeout(Duration.ZERO)),
                row("maxResponseBytes is 0", o -> o.maxResponseBytes(0)),
                row("is no name for a header", o -> o.putHeaders("a b", "1")),
                row("The value of the header x", o -> o.putHeaders("x", "secret\r\nEvil: 1")),
                row("X-Goog-Api-Key is set by the client itself", o -> o.putHeaders("X-Goog-Api-Key", "secret")),
                row("Accept-Encoding is set by the client itself", o -> o.putHeaders("Accept-Encoding", "gzip")),
                row("Sec-WebSocket-Protocol is set", o -> o.putHeaders("Sec-WebSocket-Protocol", "x")),
                row("Authorization is set by the client itself", o -> o.putHeaders("Authorization", "secret")),
                row(
                        "Set proxy and TLS on the okHttpClient",
                        o -> o.okHttpClient(new OkHttpClient())
                                .proxy(ProxyOptions.builder().host("p").port(1).build())));
    }

    private static Arguments row(String message, Consumer<ClientOptions.Builder> change) {
        return Arguments.of(message, change);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void clientOptions_whenAValueIsOutOfRange_areRefusedByName(String message, Consumer<ClientOptions.Builder> change) {
        assertThatThrownBy(() -> {
                    ClientOptions.Builder builder = ClientOptions.builder();
                    change.accept(builder);
                    builder.build();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "http://127.0.0.1",
                "http://127.1.2.3:5/x",
                "http://[::1]:8",
                "http://[0:0:0:0:0:0:0:1]",
                "HTTP://LOCALHOST",
                "https://example.org/x/"
            })
    void baseUrl_whenLoopbackOrEncrypted_isTaken(String url) {
        assertThat(ClientOptions.builder().baseUrl(url).build().baseUrl()).hasToString(url);
    }

    @Test
    void baseUrl_whenPlainAndTheOptionAllowsIt_isTaken() {
        assertThat(ClientOptions.builder()
                        .allowUnencryptedConnectionsToRemoteHosts(true)
                        .baseUrl("http://example.org")
                        .build()
                        .baseUrl())
                .hasToString("http://example.org");
    }

    @Test
    void defaults_whenNothingIsSet_areFinite() {
        ClientOptions options = ClientOptions.builder().build();

        assertThat(options.baseUrl()).isEqualTo(ClientOptions.DEFAULT_BASE_URL);
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.setupTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.maxResponseBytes()).isEqualTo(4_194_304);
        assertThat(options.retryPolicy().maxAttempts()).isEqualTo(3);
    }

    @Test
    void toString_whenThereAreSecrets_showsNone() {
        ClientOptions options = ClientOptions.builder()
                .apiKey("AIza-secret")
                .putHeaders("x-mine", "secret")
                .proxy(ProxyOptions.builder()
                        .host("p")
                        .port(1)
                        .username("secret-user")
                        .password("secret")
                        .build())
                .build();

        assertThat(options.toString()).doesNotContain("secret").contains("(redacted)");
        assertThat(RequestOptions.builder().putHeaders("x", "secret").build().toString())
                .doesNotContain("secret");
        assertThat(Credentials.apiKey("AIza-secret").toString())
                .startsWith("API key ")
                .doesNotContain("secret");
    }

    @Test
    void toBuilder_whenNothingIsChanged_makesAnEqualValue() {
        ClientOptions client =
                ClientOptions.builder().apiKey("k").apiVersion("v1").build();
        RequestOptions request =
                RequestOptions.builder().timeout(Duration.ofSeconds(1)).build();
        ProxyOptions proxy = ProxyOptions.builder().host("p").port(1).build();

        assertThat(client.toBuilder().build()).isEqualTo(client);
        assertThat(request.toBuilder().build()).isEqualTo(request);
        assertThat(proxy.toBuilder().build()).isEqualTo(proxy);
        assertThat(RetryPolicy.none().toBuilder().build()).isEqualTo(RetryPolicy.none());
    }

    @Test
    void apiKey_whenItIsAToken_becomesTheToken() {
        assertThat(Credentials.apiKey("auth_tokens/1").isToken()).isTrue();
        assertThat(Credentials.apiKey("auth_tokens/1")).isEqualTo(Credentials.token("auth_tokens/1"));
        assertThat(Credentials.apiKey("AIza").isToken()).isFalse();
    }

    @Test
    void credentials_whenTheyCannotBeSent_areRefusedUnseen() {
        assertThatThrownBy(() -> Credentials.apiKey(" ")).hasMessage("The API key is blank.");
        assertThatThrownBy(() -> Credentials.apiKey("secret\n"))
                .hasMessageContaining("at position 6")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Credentials.token("secret"))
                .hasMessageContaining("auth_tokens/")
                .hasMessageNotContaining("secret");
    }

    @Test
    void proxyAndRetry_whenOutOfRange_areRefused() {
        assertThatThrownBy(() -> ProxyOptions.builder().host("p").port(0).build())
                .hasMessageContaining("port is 0");
        assertThatThrownBy(() ->
                        ProxyOptions.builder().host("p").port(1).username("u").build())
                .hasMessageContaining("both a username and a password");
        assertThatThrownBy(() -> ProxyOptions.builder()
                        .host("http://me:secret@proxy")
                        .port(1)
                        .build())
                .hasMessageContaining("without scheme, user, port or path")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> ProxyOptions.builder()
                        .host("p")
                        .port(1)
                        .username("u:secret")
                        .password("p")
                        .build())
                .hasMessageContaining("has a colon")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> RetryPolicy.builder().maxAttempts(1001).build())
                .hasMessageContaining("maxAttempts is 1001");
        assertThatThrownBy(() -> RetryPolicy.builder()
                        .initialDelay(Duration.ofMillis(-1))
                        .build())
                .hasMessageContaining("initialDelay is PT-0.001S; it must be zero to PT24H");
        assertThatThrownBy(
                        () -> RetryPolicy.builder().maxDelay(Duration.ofDays(2)).build())
                .hasMessageContaining("maxDelay is PT48H");
        assertThatThrownBy(() -> RetryPolicy.builder().maxDelay(Duration.ZERO).build())
                .hasMessageContaining("maxDelay");
        assertThatThrownBy(() -> RequestOptions.builder().timeout(Duration.ZERO).build())
                .hasMessageContaining("timeout is PT0S");
    }
}
