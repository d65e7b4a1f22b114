package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.WithoutHandle;
import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.SessionResumptionConfig;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which handle a session goes on by: from the caller's first one on, and not by one that was refused. */
@Timeout(60)
final class KnownHandleTest {

    private static final ReconnectPolicy OR_END = ReconnectPolicy.always().toBuilder()
            .withoutHandle(WithoutHandle.END)
            .build();

    @RegisterExtension
    final ReconnectStage stage = new ReconnectStage();

    @Test
    void handle_ofTheConfig_isTheOneToGoOnByUntilTheServiceGivesANewerOne() throws Exception {
        LiveConnectConfig config = ReconnectStage.TEXT.toBuilder()
                .sessionResumption(
                        SessionResumptionConfig.builder().handle("mine").build())
                .build();
        BlockingQueue<String> setups = new LinkedBlockingQueue<>();
        try (RawServer server = TestLive.accepting((peer, frames) -> {
                    setups.add(frames.read());
                    frames.binary(TestLive.SETUP_COMPLETE);
                    if (setups.size() == 1) {
                        peer.reset();
                    } else {
                        TestLive.answerClose(peer, frames);
                    }
                });
                LiveSession session = new WebSocketLive(
                                stage.leaks.open(TestLive.options(server).build()))
                        .connect(
                                "m",
                                config,
                                SessionOptions.builder().reconnect(OR_END).build())) {
            assertThat(session.resumption()).get().satisfies(known -> {
                assertThat(known.handle()).isEqualTo("mine");
                assertThat(known.model()).isEqualTo("models/m");
            });

            ReconnectStage.await(session, LiveEvent.Reconnected.class);

            assertThat(setups).hasSize(2).allSatisfy(setup -> assertThat(setup).contains("\"handle\":\"mine\""));
        }
    }

    private SessionOptions.Builder keeping(ResumptionStore store) {
        return SessionOptions.builder().reconnect(OR_END).keepIn(store.slot("alice"));
    }

    @Test
    void handle_thatIsRefused_isNotLeftForTheNextProcess() {
        ResumptionStore store = ResumptionStore.inMemory(stage.clock);
        try (LiveSession session = stage.connect(stage::key, ReconnectStage.TEXT, keeping(store))) {
            ReconnectStage.awaitHandle(session);
            Await.until("it is kept", () -> store.load("alice").isPresent());
            stage.emulator.faults().next(Fault.refuseSetup(1007, "Invalid session handle"));
            stage.lose();

            assertThat(ReconnectStage.ended(session).kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(store.load("alice")).isEmpty();
        }
    }

    @Test
    void handle_thatIsRefused_isReplacedByThatOfTheConversationThatBeginsThen() {
        ResumptionStore store = ResumptionStore.inMemory(stage.clock);
        try (LiveSession session =
                stage.connect(stage::key, ReconnectStage.TEXT, keeping(store).reconnect(ReconnectPolicy.always()))) {
            ReconnectStage.awaitHandle(session);
            Await.until("it is kept", () -> store.load("alice").isPresent());
            String refused = session.resumption().orElseThrow().handle();
            stage.emulator.faults().next(Fault.refuseSetup(1008, "BidiGenerateContent session not found"));
            stage.lose();
            ReconnectStage.await(session, LiveEvent.Reconnected.class);
            ReconnectStage.awaitHandle(session);

            session.close();

            assertThat(store.load("alice")).map(Resumption::handle).get().isNotEqualTo(refused);
            assertThat(store.load("alice"))
                    .map(Resumption::handle)
                    .isEqualTo(session.resumption().map(Resumption::handle));
        }
    }

    /** The next process begins when this one has ended, and finds what it left. */
    @Test
    void end_afterARefusedHandle_waitsUntilTheStoreHasForgottenIt() throws Exception {
        BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        CountDownLatch gate = new CountDownLatch(1);
        ResumptionStore store = new ResumptionStore() {
            @Override
            public void save(String key, Resumption resumption) {
                calls.add("save");
            }

            @Override
            public Optional<Resumption> load(String key) {
                return Optional.empty();
            }

            @Override
            public void remove(String key) {
                calls.add("remove " + key);
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        try (LiveSession session = stage.connect(stage::key, ReconnectStage.TEXT, keeping(store))) {
            ReconnectStage.awaitHandle(session);
            Await.until("it is kept", () -> calls.contains("save"));
            calls.clear();
            stage.emulator.faults().next(Fault.refuseSetup(1007, "Invalid session handle"));
            stage.lose();

            Await.until("it is removed", () -> calls.contains("remove alice"));
            Await.until("the session has ended", () -> session.end().isPresent());
            CompletableFuture<SessionEnd> ended = session.async().ended();
            assertThat(ended).isNotDone();
            gate.countDown();
            LiveFace.settled(ended);
            assertThat(calls).containsExactly("remove alice");
        }
    }
}
