package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.ProactivityConfig;
import dev.ephemera.types.UnknownFields;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent to open a session, and what comes back when it opens. */
@Timeout(60)
final class ConnectTest {

    private static final String SERVICE = "/ws/google.ai.generativelanguage.";
    private static final LiveConnectConfig EMPTY = LiveConnectConfig.builder().build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private RawServer recording(String... headers) {
        return TestLive.accepting((peer, frames) -> {
            seen.add(peer.requestLine());
            for (String header : headers) {
                seen.add(peer.header(header));
            }
            seen.add(frames.read());
            frames.binary(TestLive.SETUP_COMPLETE);
            while (true) {
                String frame = frames.read();
                seen.add(frame);
                if (frame.startsWith("close:")) {
                    frames.close(1000, "");
                    peer.awaitGone();
                }
            }
        });
    }

    private WebSocketLive live(ClientOptions.Builder options) {
        return new WebSocketLive(leaks.open(options.build()));
    }

    private static ClientOptions.Builder with(RawServer server, String credential, String secret) {
        ClientOptions.Builder options = ClientOptions.builder().baseUrl(server.url());
        return credential.equals("token") ? options.token(secret) : options.apiKey(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCKING,key,AIza-1,v1beta.GenerativeService.BidiGenerateContent,AIza-1,''",
        "ASYNC,key,AIza-1,v1beta.GenerativeService.BidiGenerateContent,AIza-1,''",
        "BLOCKING,token,auth_tokens/1,v1alpha.GenerativeService.BidiGenerateContentConstrained,'',Token auth_tokens/1",
        "ASYNC,key,auth_tokens/1,v1alpha.GenerativeService.BidiGenerateContentConstrained,'',Token auth_tokens/1"
    })
    void connect_withACredential_choosesMethodVersionAndHeader(
            LiveFace face, String credential, String secret, String method, String key, String authorization)
            throws Exception {
        try (RawServer server = recording("x-goog-api-key", "Authorization", "Sec-WebSocket-Protocol");
                WebSocketLive live = live(with(server, credential, secret))) {
            face.connect(live).close();

            assertThat(TestLive.next(seen)).isEqualTo("GET " + SERVICE + method + " HTTP/1.1");
            assertThat(TestLive.next(seen)).isEqualTo(key);
            assertThat(TestLive.next(seen)).isEqualTo(authorization);
            assertThat(TestLive.next(seen)).isEmpty();
            assertThat(TestLive.next(seen)).isEqualTo("1:{\"setup\":{\"model\":\"models/m\"}}");
            assertThat(TestLive.next(seen)).isEqualTo("close:1000");
            assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenTheConfigNeedsAnotherVersion_usesIt(LiveFace face) throws Exception {
        LiveConnectConfig config = LiveConnectConfig.builder()
                .proactivity(ProactivityConfig.builder().proactiveAudio(true).build())
                .build();
        try (RawServer server = recording();
                WebSocketLive live = live(TestLive.options(server))) {
            face.connect(live, config, RequestOptions.none()).close();

            assertThat(TestLive.next(seen))
                    .isEqualTo("GET " + SERVICE + "v1alpha.GenerativeService.BidiGenerateContent HTTP/1.1");
            assertThat(TestLive.next(seen))
                    .isEqualTo("1:{\"setup\":{\"model\":\"models/m\",\"proactivity\":{\"proactiveAudio\":true}}}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_withOptionsOfItsOwn_usesAddressVersionHeadersAndExtraBody(LiveFace face) throws Exception {
        try (RawServer server = recording("x-mine", "User-Agent", "x-goog-api-client");
                WebSocketLive live = live(TestLive.options(server).baseUrl("http://127.0.0.1:1"))) {
            RequestOptions options = RequestOptions.builder()
                    .baseUrl(server.url() + "/a/proxy/")
                    .apiVersion("v1")
                    .putHeaders("X-Mine", "1")
                    .extraBody(JsonObject.of(Map.of("newer", 1)))
                    .build();
            face.connect(live, EMPTY, options).close();

            assertThat(TestLive.next(seen))
                    .isEqualTo("GET /a/proxy" + SERVICE + "v1.GenerativeService.BidiGenerateContent HTTP/1.1");
            assertThat(TestLive.next(seen)).isEqualTo("1");
            String agent = TestLive.next(seen);
            assertThat(agent).startsWith("ephemera/");
            assertThat(TestLive.next(seen)).isEqualTo(agent);
            assertThat(TestLive.next(seen)).isEqualTo("1:{\"setup\":{\"model\":\"models/m\",\"newer\":1}}");
        }
    }

    @Test
    void connect_whenMessagesComeBeforeTheSetupIsComplete_keepsThemInOrder() throws Exception {
        try (RawServer server = TestLive.accepting((peer, frames) -> {
                    frames.read();
                    frames.binary("{\"goAway\":{}}");
                    frames.text("{}");
                    frames.text("{\"newer\":1}");
                    frames.binary(TestLive.SETUP_COMPLETE);
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live = live(TestLive.options(server));
                var session = live.connect("m")) {
            Iterator<LiveEvent> events = session.events().iterator();

            assertThat(events.next()).isInstanceOf(LiveEvent.GoAway.class);
            assertThat(events.next()).isInstanceOf(LiveEvent.Unrecognized.class);
            assertThat(events.next()).isInstanceOf(LiveEvent.Unrecognized.class);
            assertThat(events.next()).isInstanceOf(LiveEvent.SetupComplete.class);
        }
    }

    @Test
    void connect_whenItOpens_showsTheAnswerOnBothFaces() throws Exception {
        try (RawServer server = TestLive.accepting((peer, frames) -> {
                    frames.read();
                    frames.text("{\"setupComplete\":{\"sessionId\":\"s1\"}}");
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live = live(TestLive.options(server));
                var session = live.connect("m", config -> config.temperature(1.0))) {
            assertThat(session.setupComplete().sessionId()).contains("s1");
            assertThat(session.async().setupComplete()).isEqualTo(session.setupComplete());
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            assertThat(session.end()).isEmpty();
            assertThat(session.async().ended()).isNotDone();
            assertThat(session).hasToString("LiveSession[OPEN]");
        }
    }

    @Test
    void connect_withOptions_takesThemWithAndWithoutAConfig() throws Exception {
        BlockingQueue<String> setups = new LinkedBlockingQueue<>();
        SessionOptions options = SessionOptions.builder()
                .request(RequestOptions.builder().putHeaders("X-Mine", "mine").build())
                .build();
        try (RawServer server = TestLive.accepting((peer, frames) -> {
                    setups.add(peer.header("X-Mine") + frames.read());
                    frames.binary(TestLive.SETUP_COMPLETE);
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live = live(TestLive.options(server))) {
            live.connect("m", options).close();
            live.connect("m", config -> config.temperature(0.5), options).close();
            LiveFace.settled(live.async().connect("m", options).thenCompose(AsyncLiveSession::close));
            LiveFace.settled(live.async()
                    .connect("m", config -> config.temperature(0.5), options)
                    .thenCompose(AsyncLiveSession::close));

            String plain = "mine1:{\"setup\":{\"model\":\"models/m\"}}";
            String warm = "mine1:{\"setup\":{\"model\":\"models/m\",\"generationConfig\":{\"temperature\":0.5}}}";
            assertThat(setups).containsExactly(plain, warm, plain, warm);
        }
    }

    @Test
    void ended_ofTheBlockingFace_isTheSameEnd() throws Exception {
        try (RawServer server = TestLive.opening(TestLive::answerClose);
                WebSocketLive live = live(TestLive.options(server))) {
            LiveSession session = live.connect("m");
            CompletableFuture<SessionEnd> ended = session.ended();
            assertThat(ended).isNotDone();

            session.close();

            assertThat(LiveFace.settled(ended)).isSameAs(session.end().orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenItCannotWork_failsBeforeAnythingIsSent(LiveFace face) throws Exception {
        LiveConnectConfig refused = LiveConnectConfig.builder()
                .unknownFields(UnknownFields.of(Map.of("explicitVadSignal", true)))
                .build();
        try (RawServer server = recording();
                WebSocketLive vertex = live(TestLive.options(server).vertexAi(true));
                WebSocketLive bare = live(ClientOptions.builder().baseUrl(server.url()));
                WebSocketLive live = live(TestLive.options(server))) {
            assertThatThrownBy(() -> face.connect(vertex)).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> face.connect(bare)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> face.connect(live, refused, RequestOptions.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("explicitVadSignal");
            assertThatThrownBy(() -> face.connect(
                            live,
                            EMPTY,
                            RequestOptions.builder()
                                    .extraBody(JsonObject.of(Map.of("model", "x")))
                                    .build()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("extraBody cannot set model");

            assertThat(seen).isEmpty();
            assertThat(server.requests.availablePermits()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenTheAddressCannotBeUsed_leavesNothingBehind(LiveFace face) {
        try (WebSocketLive live = live(ClientOptions.builder().apiKey(TestLive.KEY))) {
            RequestOptions options =
                    RequestOptions.builder().baseUrl("http://example.org").build();

            assertThatThrownBy(() -> face.connect(live, EMPTY, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("plain http");
            Await.until("nothing of the attempt is left", () -> live.sessions() == 0);
        }
    }
}
