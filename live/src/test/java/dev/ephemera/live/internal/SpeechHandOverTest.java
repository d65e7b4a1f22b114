package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.transport.internal.LeakCheck;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An utterance that the service has begun to hear is not cut by a hand-over; the hand-over waits for what it is answered by. */
@Timeout(60)
final class SpeechHandOverTest {

    private static final String GO_AWAY = "{\"goAway\":{\"timeLeft\":\"50s\"}}";

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"in:hel", "interim:hel", "signal:VAD_SIGNAL_TYPE_SOS", "vad:ACTIVITY_START", "text:a cut done"})
    void handOver_whileTheUserSpeaks_waitsForTheAnswer(String speech) throws Exception {
        try (Connections service = new Connections(
                        (peer, frames) -> {
                            Connections.say(frames, "setup " + speech + " handle:h");
                            frames.binary(GO_AWAY);
                            Connections.say(
                                    frames, "usage:1"); // when this is read, the announcement has been acted upon
                            assertThat(frames.read()).as("before it moves").contains("one");
                            Connections.say(frames, "text:b done signal:VAD_SIGNAL_TYPE_EOS handle:h2");
                            TestLive.answerClose(peer, frames);
                        },
                        (peer, frames) -> {
                            Connections.say(frames, "setup");
                            TestLive.answerClose(peer, frames);
                        });
                LiveSession session = service.connect(leaks, ReconnectPolicy.handOver())) {
            Reads.await(session, LiveEvent.Usage.class);
            session.sendText("one");

            Reads.await(session, LiveEvent.Reconnecting.class);
            assertThat(Reads.await(session, LiveEvent.Reconnected.class).stateRestored())
                    .isTrue();
        }
    }
}
