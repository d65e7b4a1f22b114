package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionTelemetry;
import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.live.SessionTelemetry.Why;
import dev.ephemera.transport.internal.UserThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TelemetryRelayTest {

    private static final SessionEnd END = SessionEnd.builder()
            .by(SessionEnd.By.CLIENT)
            .kind(SessionEnd.Kind.CLOSED_HERE)
            .code(1000)
            .reason("")
            .build();

    private final Told told = new Told();
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final TelemetryRelay relay = new TelemetryRelay(told, new UserThreads(threads::add));

    /** Lets the thread go that was asked for. */
    private void run() {
        threads.remove().run();
    }

    @Test
    void measurements_whileTheListenerIsBusy_waitInOrderForOneThread() {
        relay.opened(1);
        relay.turnLatency(Input.TEXT, 2);
        relay.timeToFirstAudio(Input.TEXT, 3);
        relay.reconnected(Why.LOSS, 4, 5);
        relay.tokenAge(6);
        relay.ended(END, 7);

        assertThat(told.all).isEmpty();
        assertThat(threads).hasSize(1);
        run();
        assertThat(told.all)
                .containsExactly(
                        "opened PT0.000000001S",
                        "latency TEXT PT0.000000002S",
                        "first audio TEXT PT0.000000003S",
                        "reconnected LOSS 4 PT0.000000005S",
                        "token PT0.000000006S",
                        "ended CLOSED_HERE PT0.000000007S");
    }

    @Test
    void dropsAndDepths_thatWait_becomeASumAndAPeak() {
        for (int i = 1; i <= 10_000; i++) {
            relay.dropped(1, 10);
            relay.queueDepth(i % 7, i, i);
        }
        relay.queueDepth(3, 30, 40);
        run();

        assertThat(told.all).containsExactly("dropped 10000 of 100000");
        assertThat(told.depths).containsExactly("3 of 30, peak 10000");

        relay.dropped(2, 20);
        relay.queueDepth(1, 5, 6);
        run();
        assertThat(told.all).last().isEqualTo("dropped 2 of 20");
        assertThat(told.depths).last().isEqualTo("1 of 5, peak 6");
    }

    @Test
    void measurements_thatFindNoRoom_areCounted_butForTheEnd() {
        for (int i = 0; i < TelemetryRelay.MOST_WAITING + 30; i++) {
            relay.tokenAge(i);
        }
        relay.ended(END, 0);
        relay.tokenAge(0); // comes too late, and counts for nothing
        run();

        assertThat(told.all)
                .hasSize(TelemetryRelay.MOST_WAITING + 2)
                .endsWith("token PT0.000000255S", "missed 30", "ended CLOSED_HERE PT0S");
        assertThat(threads).isEmpty();
    }

    @Test
    void listener_thatThrows_isReportedToTheThread_andToldTheRest() {
        List<Throwable> uncaught = new ArrayList<>();
        TelemetryRelay throwing = new TelemetryRelay(
                new SessionTelemetry() {
                    @Override
                    public void tokenAge(Duration age) {
                        throw new IllegalStateException("a bug of the user's, " + age.toNanos());
                    }

                    @Override
                    public void ended(SessionEnd end, Duration lasted) {
                        told.ended(end, lasted);
                    }
                },
                new UserThreads(threads::add));
        throwing.tokenAge(1);
        throwing.tokenAge(2);
        throwing.ended(END, 3);
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
            uncaught.add(thrown);
            throw new IllegalStateException("and so does the handler");
        });
        try {
            run();
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }

        assertThat(uncaught)
                .extracting(Throwable::getMessage)
                .containsExactly("a bug of the user's, 1", "a bug of the user's, 2");
        assertThat(told.all).containsExactly("ended CLOSED_HERE PT0.000000003S");
    }

    /** No thread that measures runs the user's code, but for the end, which nothing follows. */
    @Test
    void measurements_whenTheSystemHasNoThread_waitForTheNext_andTheEndTakesThisThread() {
        TelemetryRelay without = new TelemetryRelay(told, new UserThreads(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        }));

        without.tokenAge(1);
        without.queueDepth(1, 2, 3);
        assertThat(told.all).isEmpty();
        without.ended(END, 0);
        assertThat(told.all).containsExactly("token PT0.000000001S", "ended CLOSED_HERE PT0S");
        assertThat(told.depths).containsExactly("1 of 2, peak 3");
    }
}
