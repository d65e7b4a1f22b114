package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionTelemetry;
import dev.ephemera.live.SessionTelemetry.Why;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveClientMessage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class SessionMeterTest {

    private static final Credentials KEY = Credentials.apiKey(TestLive.KEY);
    private static final Credentials TOKEN = Credentials.token(TestLive.TOKEN);
    private static final Credentials OTHER = Credentials.token("auth_tokens/another-token-of-the-test");
    private static final SessionEnd END = SessionEnd.builder()
            .by(SessionEnd.By.NETWORK)
            .kind(SessionEnd.Kind.CONNECTION_LOST)
            .code(SessionEnd.NO_CLOSE_FRAME)
            .reason("")
            .build();
    private static final LiveEvent TEXT = new LiveEvent.Text(ServerFrame.NOTHING, "t");
    private static final int MANY = 20_000;

    private final Told told = new Told();
    private final ManualTime time = new ManualTime();
    private final SessionMeter meter = meter(told.options().build());

    private SessionMeter meter(SessionOptions options) {
        return new SessionMeter(options, time, new UserThreads(Runnable::run));
    }

    private void seconds(long seconds) {
        time.elapse(Duration.ofSeconds(seconds));
    }

    @Test
    void tokenAge_isToldOfEachConnectionThatIsOver_andCountsFromTheFirstUseOfThatToken() {
        meter.connecting(TOKEN);
        seconds(1);
        meter.opened();
        seconds(9);
        meter.lost(Why.LOSS);
        meter.connecting(TOKEN);
        meter.opened();
        seconds(20);
        meter.lost(Why.GO_AWAY);
        meter.connecting(OTHER);
        meter.opened();
        seconds(3);
        meter.ended(END);

        assertThat(told.all)
                .containsExactly(
                        "opened PT1S",
                        "token PT10S",
                        "reconnected LOSS 1 PT0S",
                        "token PT30S",
                        "reconnected GO_AWAY 1 PT0S",
                        "token PT3S",
                        "ended CONNECTION_LOST PT33S");
    }

    @Test
    void tokenAge_withAKey_isNotTold_norOfAConnectionThatNeverOpened() {
        meter.connecting(KEY);
        meter.opened();
        meter.lost(Why.LOSS);
        meter.connecting(TOKEN);
        meter.ended(END);

        assertThat(told.all).containsExactly("opened PT0S", "ended CONNECTION_LOST PT0S");
    }

    @Test
    void reconnect_afterSeveralAttempts_isToldOnceWithTheWholeGap() {
        meter.connecting(KEY);
        meter.opened();
        meter.lost(Why.LOSS);
        for (int i = 0; i < 3; i++) {
            meter.connecting(KEY);
            seconds(4);
        }
        meter.opened();
        meter.lost(Why.LOSS);
        meter.connecting(KEY);
        seconds(1);
        meter.opened();

        assertThat(told.all).containsExactly("opened PT0S", "reconnected LOSS 3 PT12S", "reconnected LOSS 1 PT1S");
    }

    @Test
    void turn_thatALossCuts_isOver_soThatTheNextOutputAnswersTheNextInput() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        send(queue, ClientMessages.text("t"));
        meter.came(List.of(TEXT), 1);
        meter.lost(Why.LOSS);
        meter.opened();
        send(queue, ClientMessages.text("t"));
        seconds(2);
        meter.came(List.of(TEXT), 1);

        assertThat(told.all)
                .filteredOn(text -> text.startsWith("latency"))
                .containsExactly("latency TEXT PT0S", "latency TEXT PT2S");
    }

    private OutboundQueue queue(OutboundPolicy policy) {
        SessionOptions options = SessionOptions.builder()
                .outboundPolicy(policy)
                .maxQueuedBytes(100)
                .sendTimeout(Duration.ofSeconds(5))
                .build();
        return new OutboundQueue(options, time, () -> {}, meter::dropped, left -> {}, meter);
    }

    private static OutboundMessage add(OutboundQueue queue, LiveClientMessage content, int size) {
        OutboundMessage message = new OutboundMessage(queue, content, new byte[size], Runnable::run, () -> true);
        queue.add(message);
        return message;
    }

    private static void send(OutboundQueue queue, LiveClientMessage content) {
        OutboundMessage message = add(queue, content, 10);
        while (queue.next() != null) {}
        message.left();
    }

    private static LiveClientMessage audio() {
        return ClientMessages.audio(Bytes.empty(), PcmFormat.INPUT);
    }

    @Test
    void queueDepth_countsWhatWaitsForRoom_andForgetsWhatIsTakenOut() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage one = add(queue, ClientMessages.text("one"), 60);
        seconds(1);
        OutboundMessage inLine = add(queue, ClientMessages.text("two"), 70);
        assertThat(queue.withdraw(inLine)).isTrue();
        add(queue, audio(), 30);
        queue.next();
        one.left();
        seconds(5);
        time.pass(Duration.ofSeconds(5)); // the alarm of the oldest; the audio is late by now as well

        Await.until("the audio has been taken out", () -> told.depths.size() == 3);
        assertThat(told.depths).containsExactly("1 of 60, peak 60", "2 of 130, peak 130", "0 of 0, peak 130");
    }

    @Test
    void drops_areToldAndLeaveTheQueue() {
        OutboundQueue queue = queue(OutboundPolicy.DROP_OLDEST_AUDIO);
        add(queue, audio(), 60);
        add(queue, audio(), 50);
        add(queue, audio(), 40);
        seconds(1);
        add(queue, audio(), 10);

        assertThat(told.all).containsExactly("dropped 1 of 60");
        assertThat(told.depths).last().isEqualTo("3 of 100, peak 100");
    }

    @Test
    void refuseMore_takesTheLineOut() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        add(queue, ClientMessages.text("one"), 90);
        add(queue, ClientMessages.text("two"), 80);
        queue.refuseMore(() -> SendFailures.dropped());
        seconds(1);
        queue.next().left();

        assertThat(told.depths).last().isEqualTo("0 of 0, peak 170");
    }

    @Test
    void supplier_thatThrowsOrGivesNull_isReportedToTheThread_andNobodyIsTold() {
        List<String> uncaught = new ArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown.getMessage()));
        Supplier<SessionTelemetry> throwing = () -> {
            throw new IllegalStateException("a bug of the user's");
        };
        try {
            for (Supplier<SessionTelemetry> wrong : List.of(throwing, () -> null)) {
                SessionMeter untold =
                        meter(SessionOptions.builder().telemetry(wrong).build());
                untold.connecting(KEY);
                untold.opened();
                untold.ended(END);
            }
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }

        assertThat(uncaught).containsExactly("a bug of the user's", "SessionOptions.telemetry() has given null.");
    }

    /** The bytes that this thread has allocated, as the virtual machine counts them. */
    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void audio_whereNobodyListens_makesNoObject() {
        SessionMeter untold = meter(SessionOptions.defaults());
        OutboundMessage message =
                new OutboundMessage(queue(OutboundPolicy.WAIT), audio(), new byte[3_200], Runnable::run, () -> true);
        List<LiveEvent> events = List.of(new LiveEvent.Audio(ServerFrame.NOTHING, Bytes.empty(), 24_000, 1));
        Runnable talk = () -> {
            for (int i = 0; i < MANY; i++) {
                untold.queued(message);
                untold.left(message);
                untold.came(events, 3_200);
            }
        };
        talk.run(); // classes are loaded

        long allocated = allocatedBy(talk);
        System.out.printf("SessionMeterTest: %,d pieces each way, %,d bytes allocated%n", MANY, allocated);

        assertThat(allocated).isLessThan(MANY); // an object has 16 bytes at least
    }
}
