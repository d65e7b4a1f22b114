package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.SessionResumptionConfig;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that echoes the secrets wherever it can gets them into no message, cause, reason or {@code toString()}. */
@Timeout(60)
final class SecretsTest {

    private static final String HANDLE = "secret-handle-of-the-test";
    private static final String NEW_HANDLE = "secret-handle-that-the-service-gave";
    private static final LiveConnectConfig RESUMING = LiveConnectConfig.builder()
            .sessionResumption(SessionResumptionConfig.builder().handle(HANDLE).build())
            .build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private static String secrets(RawServer.Peer peer) {
        return peer.header("x-goog-api-key") + " " + peer.header("Authorization") + " " + HANDLE;
    }

    static Stream<Arguments> echoes() {
        Map<String, RawServer.Script> scripts = Map.of(
                "no HTTP", peer -> peer.send(secrets(peer) + "\r\n\r\n"),
                "status line", peer -> peer.send("HTTP/1.1 403 " + secrets(peer) + "\r\nContent-Length: 0\r\n\r\n"),
                "header",
                        peer -> peer.send("HTTP/1.1 403 No\r\nx-request-id: " + secrets(peer) + "\r\nWWW-Authenticate: "
                                + secrets(peer) + "\r\nContent-Length: 0\r\n\r\n"),
                "body", peer -> peer.send("HTTP/1.1 403 No\r\nConnection: close\r\n\r\n<html>" + secrets(peer)),
                "envelope",
                        peer -> peer.send("HTTP/1.1 403 No\r\nConnection: close\r\n\r\n{\"error\":{\"message\":\""
                                + secrets(peer) + "\",\"status\":\"" + secrets(peer) + "\",\"details\":[{\"a\":\""
                                + secrets(peer) + "\"}]}}"),
                "accept", peer -> Frames.accept(peer, secrets(peer)),
                "reason",
                        peer -> {
                            Frames.accept(peer).close(1008, secrets(peer));
                            peer.awaitGone();
                        },
                "frame",
                        peer -> {
                            Frames.accept(peer).text(secrets(peer));
                            peer.awaitGone();
                        });
        return scripts.entrySet().stream()
                .flatMap(script -> Stream.of(TestLive.KEY, TestLive.TOKEN)
                        .flatMap(secret -> Stream.of(LiveFace.values())
                                .map(face -> Arguments.of(face, script.getKey(), secret, script.getValue()))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("echoes")
    void connect_whenTheServiceEchoesSecrets_hidesThem(
            LiveFace face, String place, String secret, RawServer.Script script) throws Exception {
        try (RawServer server = new RawServer(script);
                WebSocketLive live = new WebSocketLive(leaks.open(ClientOptions.builder()
                        .apiKey(secret)
                        .baseUrl(server.url())
                        .build()))) {
            Throwable thrown = catchThrowable(() -> face.connect(live, RESUMING, RequestOptions.none()));

            assertThat(thrown)
                    .isInstanceOfSatisfying(
                            LiveConnectException.class,
                            failure -> assertThat(TestLive.trace(failure) + failure.reason() + failure.likelyCauses())
                                    .doesNotContain(secret, secret.substring(secret.indexOf('/') + 1), HANDLE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void session_whenTheServiceEchoesSecretsInItsClose_hidesThem(LiveFace face) throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.text(
                            "{\"sessionResumptionUpdate\":{\"newHandle\":\"" + NEW_HANDLE + "\",\"resumable\":true}}");
                    frames.close(1011, peer.header("x-goog-api-key") + " " + HANDLE + " " + NEW_HANDLE);
                    peer.awaitGone();
                });
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build()))) {
            LiveFace.Talk session = face.connect(live, RESUMING, RequestOptions.none());
            SessionEnd end = session.end();
            Throwable refused = catchThrowable(() -> session.sendText("late"));

            assertThat(end.reason()).isEqualTo("(redacted) (redacted) (redacted)");
            assertThat(end.handle()).contains(NEW_HANDLE);
            assertThat(refused).isInstanceOf(LiveSendException.class).hasMessageContaining("(redacted)");
            assertThat(end + TestLive.trace(refused) + session).doesNotContain(TestLive.KEY, HANDLE, NEW_HANDLE);
        }
    }
}
