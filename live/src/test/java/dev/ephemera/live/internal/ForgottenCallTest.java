package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who answers calls by himself learns when the service no longer knows one, since the session went on over another connection. */
@Timeout(60)
final class ForgottenCallTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void open() {
        gate.countDown();
    }

    private ReconnectPolicy waiting(ReconnectPolicy policy) {
        return policy.toBuilder()
                .attempts(attempt -> {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                })
                .build();
    }

    private static FunctionResponse answer(String id) {
        return FunctionResponse.builder()
                .id(id)
                .name("f")
                .response(JsonObject.empty())
                .build();
    }

    private static void assertCallForgotten(CompletableFuture<Void> send) {
        Await.until("the send is over", send::isDone);
        assertThatThrownBy(send::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(LiveSendException.class, ForgottenCallTest::assertCallForgotten);
    }

    private static void assertCallForgotten(LiveSendException failure) {
        assertThat(failure.reason()).isEqualTo(LiveSendException.Reason.CALL_FORGOTTEN);
        assertThat(failure).hasMessageContainingAll("no longer knows the call", "another connection");
        assertThat(failure.mayArrive()).isFalse();
    }

    /** Calls, and is lost; the next connection has forgotten that, and calls again. */
    private static Connections forgetful(String handle) {
        return new Connections(
                (peer, frames) -> {
                    Connections.say(frames, "setup " + handle);
                    assertThat(frames.read()).contains("one");
                    Connections.say(frames, "call:c1");
                },
                (peer, frames) -> {
                    Connections.say(frames, "setup");
                    assertThat(frames.read()).contains("one");
                    Connections.say(frames, "call:c2");
                    assertThat(frames.read()).contains("toolResponse").contains("c2");
                    Connections.say(frames, "text:b done");
                    TestLive.answerClose(peer, frames);
                });
    }

    private void assertFailsBeforeAndAfter(Connections service) {
        try (LiveSession session = service.connect(leaks, waiting(ReconnectPolicy.always()))) {
            session.sendText("one");
            Reads.await(session, LiveEvent.ToolCall.class);
            Reads.await(session, LiveEvent.Reconnecting.class);
            assertThat(session.state()).isEqualTo(SessionState.RECONNECTING);
            CompletableFuture<Void> accepted = session.async().send(ClientMessages.toolResponse(List.of(answer("c1"))));
            assertThat(accepted).isNotDone();
            gate.countDown();

            assertCallForgotten(accepted);
            assertThat(Reads.await(session, LiveEvent.ToolCall.class)
                            .functionCalls()
                            .get(0)
                            .id())
                    .contains("c2");
            assertCallForgotten(session.async().send(ClientMessages.toolResponse(List.of(answer("c1")))));
            assertThatThrownBy(() -> session.sendToolResponse(List.of(answer("c1"))))
                    .isInstanceOfSatisfying(LiveSendException.class, ForgottenCallTest::assertCallForgotten);
            session.sendToolResponse(List.of(answer("c2")));
            assertThat(session.turn().text()).isEqualTo("b");
        }
    }

    @Test
    void response_toACallThatTheResumedServiceHasForgotten_fails() throws Exception {
        try (Connections service = forgetful("handle:h")) {
            assertFailsBeforeAndAfter(service);
        }
    }

    @Test
    void response_toACallFromBeforeAFreshSession_fails() throws Exception {
        try (Connections service = forgetful("")) {
            assertFailsBeforeAndAfter(service);
        }
    }

    @Test
    void response_toACallThatTheHandleHolds_arrives() throws Exception {
        try (Connections service = new Connections(
                        (peer, frames) -> {
                            Connections.say(frames, "setup");
                            assertThat(frames.read()).contains("one");
                            Connections.say(frames, "call:c1 handle:h");
                        },
                        (peer, frames) -> {
                            Connections.say(frames, "setup");
                            assertThat(frames.read()).contains("one");
                            assertThat(frames.read()).contains("toolResponse").contains("c1");
                            Connections.say(frames, "text:b done");
                            TestLive.answerClose(peer, frames);
                        });
                LiveSession session = service.connect(leaks, waiting(ReconnectPolicy.always()))) {
            session.sendText("one");
            Reads.await(session, LiveEvent.Reconnecting.class);
            CompletableFuture<Void> accepted = session.async().send(ClientMessages.toolResponse(List.of(answer("c1"))));
            gate.countDown();

            Reads.await(session, LiveEvent.Reconnected.class);
            assertThat(session.turn().text()).isEqualTo("b");
            LiveFace.settled(accepted);
        }
    }
}
