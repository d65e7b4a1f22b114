package dev.ephemera.benchmarks.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the decision for an engine rests on; if a new release of a library changes an answer, the decision wants another look. */
@Timeout(240)
final class CapabilityTest {

    /** Shorter than a pool keeps a thread that has nothing to do. */
    private static final long DEADLINE_MILLIS = 30_000;

    private Set<Thread> before = Set.of();

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    @BeforeEach
    void remember() {
        before = threads();
    }

    /** The libraries' own helpers stay for a while, by whatever names. */
    @AfterEach
    void noReaderIsLeft() throws InterruptedException {
        for (Thread thread : threads()) {
            if (!before.contains(thread) && thread.getName().matches("(dispatcher|reader|pings|server)(-.*)?")) {
                thread.join(DEADLINE_MILLIS);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BOUNDED,        OKHTTP, false",
        "BOUNDED,        OWN, true",
        "BOUNDED,        JDK, true",
        "LEFT,           OWN, true",
        "LEFT,           JDK, true",
        "QUEUE,          OKHTTP, false",
        "QUEUE,          OWN, true",
        "QUEUE,          JDK, true",
        "LATE_PONG,      OKHTTP, false",
        "LATE_PONG,      OWN, true",
        "LATE_PONG,      JDK, true",
        "BEHIND_UNREAD,  OKHTTP, true",
        "BEHIND_UNREAD,  OWN, true",
        "BEHIND_UNREAD,  JDK, true",
        "BEHIND_BLOCKED, OKHTTP, false",
        "BEHIND_BLOCKED, OWN, false",
        "BEHIND_BLOCKED, JDK, false",
    })
    void candidate_whenItsCapabilityIsTried_showsWhatTheDecisionRestsOn(
            Capability capability, Candidate candidate, boolean expected) throws Exception {
        try (Engine engine = candidate.engine()) {
            Observation observation = capability.observe(engine);
            assertThat(observation.holds()).as(observation.toString()).isEqualTo(expected);
        }
    }

    /** A probe could only see that nobody is told; a method that tells would be a new one. */
    @Test
    void okHttp_whenItsListenerIsLookedAt_hasNoCallForWhatHasLeft() {
        assertThat(Arrays.stream(WebSocketListener.class.getDeclaredMethods()).map(method -> method.getName()))
                .containsOnly("onOpen", "onMessage", "onClosing", "onClosed", "onFailure");
    }
}
