package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.Turn;
import dev.ephemera.transport.internal.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which turn is stale when a connection is lost, and how the turns around that are numbered. */
@Timeout(60)
final class StaleTurnTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "text:a done handle:h, 0, 1 COMPLETE 2 COMPLETE",
        "text:a, 1, 1 LOST 2 COMPLETE",
        "text:a done handle:h text:b, 2, 1 COMPLETE 2 LOST 3 COMPLETE",
        "text:a done handle:h in:b, 2, 1 COMPLETE 2 LOST 3 COMPLETE",
        "handle:h, 0, 1 COMPLETE",
    })
    void staleThrough_whenAConnectionIsLost_isTheTurnThatWasCut(String said, long stale, String turns)
            throws Exception {
        try (Connections service =
                        new Connections((peer, frames) -> Connections.say(frames, "setup " + said), (peer, frames) -> {
                            Connections.say(frames, "setup text:z done");
                            TestLive.answerClose(peer, frames);
                        });
                LiveSession session = service.connect(leaks, ReconnectPolicy.always())) {
            List<String> seen = new ArrayList<>();
            List<Long> staleThrough = new ArrayList<>();
            Turn turn;
            do {
                turn = session.turn(event -> {
                    if (event instanceof LiveEvent.Reconnecting lost) {
                        staleThrough.add(lost.staleThrough());
                    }
                });
                seen.add(turn.number() + " " + turn.end());
            } while (!turn.text().equals("z"));

            assertThat(staleThrough).containsExactly(stale);
            assertThat(String.join(" ", seen)).isEqualTo(turns);
        }
    }
}
