package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.ProxyOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A secret is nowhere: not in what is printed or logged at any level, in no text of a value, in no exception with all its causes,
 * in no name of a thread; whatever goes wrong, and also when the peer echoes it.
 */
@Timeout(120)
final class SecretsTest {

    private static final String KEY = "AIza-Sy-secret-key-0123456789";
    private static final String TOKEN = "auth_tokens/secret-token-0123456789";
    private static final String PASSWORD = "secret-password-0123456789";
    private static final String HEADER = "secret-header-0123456789";
    private static final String QUERY = "secret-query-0123456789";
    private static final String USER = "user-of-the-proxy";
    private static final String BASIC =
            Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    /** Whose secret it is, in the form in which a peer sees it and may echo it. */
    enum Secret {
        KEY_OF_THE_CLIENT(KEY),
        FRESH_TOKEN(TOKEN),
        PASSWORD_OF_THE_PROXY(PASSWORD),
        PASSWORD_OF_THE_PROXY_ENCODED(BASIC),
        HEADER_OF_AN_ENDPOINT(HEADER),
        QUERY_OF_AN_ENDPOINT(QUERY);

        private final String text;

        Secret(String text) {
            this.text = text;
        }
    }

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private LogLines log;

    @BeforeEach
    void listen() {
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        log = new LogLines("", seen);
    }

    @AfterEach
    void stop() {
        log.close();
        System.setOut(out);
        System.setErr(err);
    }

    private static Map<String, RawServer.Script> faults(String secret) {
        Map<String, RawServer.Script> faults = new LinkedHashMap<>();
        answer(
                faults,
                "400 Bad",
                "",
                "{\"error\":{\"code\":400,\"status\":\"" + secret + "\",\"message\":\"bad " + secret
                        + "\",\"details\":[{\"@type\":\"" + secret + "\",\"" + secret + "\":[\"" + secret + "\"]}]}}");
        answer(faults, "401 No", "WWW-Authenticate: " + secret + "\r\n", "<p>" + secret + "</p>");
        answer(faults, "403 " + secret, "x-echo: " + secret + "\r\n" + name(secret) + ": 1\r\n", "");
        answer(faults, "404 No", "x-request-id: " + secret + "\r\n", "x".repeat(290) + secret);
        answer(faults, "407 No", "Proxy-Authenticate: Basic realm=\"" + secret + "\"\r\n", secret);
        answer(faults, "429 Slow", "Retry-After: " + secret + "\r\n", secret);
        answer(faults, "500 Oops", "", secret.repeat(3000));
        answer(faults, "302 There", "Location: http://127.0.0.1:1/" + secret + "\r\n", "");
        answer(faults, "200 OK", "", "{\"nome\":\"" + secret + "\"}");
        answer(faults, "200 OK", "Content-Type: text/" + name(secret) + "\r\n", secret);
        answer(faults, "200 OK", "Content-Encoding: gzip\r\n", secret);
        answer(faults, "200 OK", "x-echo: " + secret + "\r\n", "{\"name\":\"" + TOKEN + "\",\"x\":\"" + secret + "\"}");
        raw(faults, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"name\":\"" + secret);
        raw(faults, "HTTP/1.1 200 OK\r\nContent-Length: " + secret + "\r\n\r\n{}");
        raw(faults, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + secret + "\r\n");
        raw(faults, "HTTP/1.1 200 OK\r\n" + secret + "\r\n\r\n{}");
        raw(faults, "HTTP/1.1 " + secret + "\r\n\r\n");
        raw(faults, secret + "\r\n\r\n");
        faults.put("reset", RawServer.Peer::reset);
        faults.put("silence", RawServer.SILENT);
        return faults;
    }

    /** As a name may be; a token can be none. */
    private static String name(String secret) {
        return secret.contains("/") || secret.contains("=") ? "x" : secret;
    }

    private static void answer(Map<String, RawServer.Script> faults, String status, String headers, String body) {
        raw(faults, "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void raw(Map<String, RawServer.Script> faults, String response) {
        faults.put(faults.size() + " " + response.lines().findFirst().orElse(""), peer -> {
            peer.send(response);
            if (!response.contains("Content-Length: 500")) {
                peer.awaitGone();
            }
        });
    }

    private static ClientOptions.Builder options(RawServer server, Secret secret) {
        ClientOptions.Builder options = ClientOptions.builder()
                .apiKey(KEY)
                .retryPolicy(RetryPolicy.builder()
                        .maxAttempts(2)
                        .initialDelay(Duration.ofMillis(1))
                        .build())
                .requestTimeout(Duration.ofMillis(100));
        if (secret == Secret.PASSWORD_OF_THE_PROXY || secret == Secret.PASSWORD_OF_THE_PROXY_ENCODED) {
            return options.baseUrl("http://127.0.0.1:1")
                    .proxy(ProxyOptions.builder()
                            .host("127.0.0.1")
                            .port(server.port())
                            .username(USER)
                            .password(PASSWORD)
                            .build());
        }
        return options.baseUrl(server.url());
    }

    @ParameterizedTest
    @EnumSource
    void secret_whateverGoesWrong_isNowhere(Secret secret) throws Exception {
        for (Map.Entry<String, RawServer.Script> fault : faults(secret.text).entrySet()) {
            try (RawServer server = new RawServer(fault.getValue())) {
                int before = seen.size();
                if (secret != Secret.HEADER_OF_AN_ENDPOINT && secret != Secret.QUERY_OF_AN_ENDPOINT) {
                    mint(options(server, secret).build());
                }
                if (secret != Secret.KEY_OF_THE_CLIENT) {
                    fetch(options(server, secret).build(), server);
                }
                assertThat(seen.size()).as("something was looked at").isGreaterThan(before + 5);
                assertHidden(fault.getKey().replace(secret.text, "SECRET"));
            }
        }
    }

    /** Everything that mints, and everything that comes of it. */
    private void mint(ClientOptions options) {
        HttpTransport transport = leaks.open(options);
        Tokens tokens = new HttpTokens(transport);
        look(options);
        look(transport);
        look(tokens);
        look(transport.restContext(RequestOptions.none(), "v1alpha"));
        run(() -> tokens.create());
        run(() -> tokens.async().create(TokenPolicy.singleUse()).get());
        run(() -> tokens.createWithResponse(TokenPolicy.singleUse()));
        run(() -> tokens.createAll(2, TokenPolicy.singleUse()));
        try (TokenSource source = TokenSource.minting(tokens, TokenPolicy.singleUse())) {
            look(source);
            run(() -> source.credentials().credentials());
        }
        transport.close();
    }

    private void fetch(ClientOptions options, RawServer server) {
        TokenEndpoint endpoint = TokenEndpoint.builder(URI.create(
                        options.proxy().isPresent()
                                ? "http://127.0.0.1:1/t?q=" + QUERY
                                : server.url() + "/t?q=" + QUERY))
                .headers(() -> Map.of("Authorization", "Bearer " + HEADER))
                .options(options)
                .build();
        look(endpoint);
        try (TokenSource source = TokenSource.endpoint(endpoint)) {
            look(source);
            run(source::get);
        }
    }

    private void run(Callable<Object> call) {
        try {
            look(call.call());
        } catch (Exception e) {
            look(e);
            seen.add(Texts.of(e));
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ApiException refused) {
                    look(refused.error());
                    look(refused.details());
                    look(refused.headers());
                    look(refused.requestId());
                    look(refused.status());
                }
            }
        }
        Thread.getAllStackTraces().keySet().forEach(thread -> seen.add(thread.getName()));
    }

    private void look(Object value) {
        seen.add(value.toString());
        if (value instanceof TokenResponse response) {
            look(response.headers());
        } else if (value instanceof List<?> list) {
            for (Object outcome : list) {
                if (outcome instanceof TokenOutcome failed) {
                    failed.failure().ifPresent(failure -> seen.add(Texts.of(failure)));
                }
            }
        }
    }

    private void assertHidden(String fault) {
        List<String> all = new ArrayList<>(seen);
        all.add(printed.toString(StandardCharsets.UTF_8));
        for (String secret : List.of(KEY.substring(1), "secret-token-0123456789", PASSWORD, BASIC, HEADER, QUERY)) {
            assertThat(all.stream().filter(text -> text.contains(secret)).findFirst())
                    .as(fault)
                    .isEmpty();
        }
        seen.clear();
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY_OF_THE_CLIENT", "FRESH_TOKEN"})
    void scan_whenASecretIsThere_findsIt(Secret secret) {
        assertThat(Credentials.apiKey(secret.text).secret()).isEqualTo(secret.text);
        System.out.print(secret.text);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> assertHidden("printed"))
                .isInstanceOf(AssertionError.class);
        printed.reset();
        java.util.logging.Logger.getLogger("any.name").finest(secret.text);
        assertThat(seen).anySatisfy(line -> assertThat(line).contains(secret.text));
    }
}
