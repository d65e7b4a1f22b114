package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.Moment;
import dev.ephemera.live.internal.FaultRow.Within;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import dev.ephemera.types.LiveConnectConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okio.ByteString;
import org.junit.jupiter.params.provider.Arguments;

/** Somebody is there, and says nothing: before the session is open, and half-open connections afterwards. */
final class SilenceFaultTest extends FaultTable {

    private static final String LATE = "`LiveConnectException`: 127.0.0.1 did not complete the setup within PT18S"
            + " (setupTimeout, or the timeout of this connect).";
    private static final String DEAD =
            "`NO_SIGN_OF_LIFE` by `NETWORK`, 1006: Nothing has come from 127.0.0.1 for PT1M1S"
                    + " (livenessTimeout), not even an answer to a ping: the connection is dead. Likely: the network, or a proxy or"
                    + " firewall on the way, has dropped the connection; connect again, with the newest resumption handle if there is"
                    + " one.";
    private static final String OPEN = "the session goes on";
    private static final ByteString PONG = Frames.frame(0x8a, ByteString.EMPTY);

    static final List<FaultRow> ROWS = List.of(
            FaultRow.refused(
                            "silence after TCP's connect",
                            "`LiveConnectException`: There was no WebSocket to 127.0.0.1 within PT3S (connectTimeout, or the"
                                    + " timeout of this connect). (cause `InterruptedIOException`)",
                            stage ->
                                    stage.peer(peer -> {}).shortConnectTimeout().failure())
                    .within(Within.CONNECT_TIMEOUT),
            late("silence after TCP's connect, and a `connectTimeout` that is longer than `setupTimeout`", peer -> {}),
            late("the head of an answer that never ends", peer -> peer.send("HTTP/1.1 101 Switching")),
            late("silence after the upgrade", peer -> {
                Frames unused = Frames.accept(peer);
            }),
            late("silence after the setup", peer -> Frames.accept(peer).read()),
            late("nothing but pings after the setup", peer -> {
                Frames frames = Frames.accept(peer);
                frames.read();
                for (int i = 0; i < 1_000; i++) {
                    frames.raw(Frames.frame(0x89, ByteString.EMPTY));
                }
            }),
            FaultRow.refused("the peer does not read a setup of 20 MiB", LATE, stage -> {
                        stage.config = LiveConnectConfig.builder()
                                .systemInstruction("x".repeat(20 << 20))
                                .build();
                        CompletableFuture<String> failure = stage.peer(peer -> {
                                    Frames unused = Frames.accept(peer);
                                    stage.awaitOver();
                                })
                                .failing();
                        stage.pass(Within.SETUP_TIMEOUT);
                        return LiveFace.settled(failure);
                    })
                    .within(Within.SETUP_TIMEOUT),
            FaultRow.refused("silence after the upgrade (the emulator's `silence`)", LATE, stage -> {
                        stage.emulator(EmulatorOptions.builder().build());
                        stage.emulator().faults().next(Fault.silence().at(Moment.AFTER_OPEN));
                        stage.live();
                        CompletableFuture<String> failure = FaultStage.async(stage::failure);
                        Await.until(
                                "the emulator has the session",
                                () -> !stage.emulator().sessions().isEmpty());
                        stage.pass(Within.SETUP_TIMEOUT);
                        return LiveFace.settled(failure);
                    })
                    .within(Within.SETUP_TIMEOUT),
            dead(
                    "half-open: the peer takes nothing and says nothing any more",
                    (stage, peer, frames) -> stage.awaitOver()),
            dead("half-open: the peer takes everything, pings too, and says nothing", (stage, peer, frames) -> {}),
            FaultRow.ended("half-open (the emulator's `halfOpen`)", DEAD, stage -> {
                        stage.emulator(EmulatorOptions.builder().build());
                        stage.emulator().faults().next(Fault.halfOpen());
                        LiveFace.Talk talk = stage.open();
                        stage.pass(Within.LIVENESS_TIMEOUT);
                        return stage.end(talk);
                    })
                    .within(Within.LIVENESS_TIMEOUT),
            FaultRow.survived("a pong that is 30 seconds late, and nothing else", OPEN, stage -> {
                SocketReads reads = new SocketReads();
                stage.client.okHttpClient(new OkHttpClient.Builder()
                        .socketFactory(reads.sockets())
                        .build());
                LiveFace.Talk talk = stage.opening((peer, frames) -> {
                            assertThat(frames.readAny()).isEqualTo("9:");
                            stage.awaitGoOn();
                            frames.raw(PONG);
                            TestLive.answerClose(peer, frames);
                        })
                        .open();
                stage.elapseAndPass(Duration.ofSeconds(30), FaultStage.PING_INTERVAL); // sends the ping
                stage.elapseAndPass(Duration.ofSeconds(30), FaultStage.PING_INTERVAL);
                reads.awaitMore(stage::goOn);
                stage.elapseAndPass(Duration.ofSeconds(2), FaultStage.PING_INTERVAL);
                stage.elapseAndPass(
                        Duration.ZERO, FaultStage.PING_INTERVAL); // waits for what the look before has found
                return goesOn(talk);
            }));

    private static String goesOn(LiveFace.Talk talk) {
        return talk.async().ended().isDone() ? Seen.of(talk.end()) : OPEN;
    }

    private static FaultRow late(String happens, RawServer.Script script) {
        return FaultRow.refused(happens, LATE, stage -> {
                    CompletableFuture<String> failure = stage.peer(script).failing();
                    stage.pass(Within.SETUP_TIMEOUT);
                    return LiveFace.settled(failure);
                })
                .within(Within.SETUP_TIMEOUT);
    }

    private interface Script {
        void play(FaultStage stage, RawServer.Peer peer, Frames frames) throws Exception;
    }

    private static FaultRow dead(String happens, Script script) {
        return FaultRow.ended(happens, DEAD, stage -> {
                    LiveFace.Talk talk = stage.opening((peer, frames) -> script.play(stage, peer, frames))
                            .open();
                    stage.pass(Within.LIVENESS_TIMEOUT);
                    return stage.end(talk);
                })
                .within(Within.LIVENESS_TIMEOUT);
    }

    static Stream<Arguments> tries() {
        return onFaces(ROWS);
    }
}
