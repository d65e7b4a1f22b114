package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An endpoint that leaves some clients waiting must not make the recorder leave the others waiting too. */
final class RecordCrowdTest {

    /** More than a recorder has threads. */
    private static final int WAITING = 200;

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator upstream;
    private GeminiEmulator recorder;

    private void start() {
        upstream = emulators.start();
        recorder = emulators.start(options ->
                options.clock(upstream.clock()).upstream(upstream.baseUrl()).apiKey(upstream.apiKey()));
    }

    private void isServed() {
        assertThat(Rest.create(recorder, "v1beta", "{}").body()).contains("auth_tokens/");
        LiveClient client = emulators.live(recorder).setUp("{\"model\":\"models/m\"}");
        assertThat(LiveClient.said(
                        client.send("{\"realtimeInput\":{\"text\":\"Hi\"}}").turn()))
                .isEqualTo("You said: Hi");
    }

    @Test
    void client_whenHandshakesOfOthersAreNotAnsweredUpstream_isServed() {
        start();
        upstream.faults().next(WAITING, Fault.silence().onLive());
        for (int i = 0; i < WAITING; i++) {
            emulators.closing(RawSocket.askForSession(recorder));
        }
        Await.until("all are waiting", () -> upstream.faults().injected().size() == WAITING);
        isServed();
    }

    @Test
    void client_whenTokensOfOthersAreNotAnsweredUpstream_isServed() {
        start();
        upstream.faults().next(WAITING, Fault.silence().onTokens());
        for (int i = 0; i < WAITING; i++) {
            emulators.closing(RawSocket.askForToken(recorder));
        }
        Await.until("all are waiting", () -> upstream.faults().injected().size() == WAITING);
        isServed();
    }
}
