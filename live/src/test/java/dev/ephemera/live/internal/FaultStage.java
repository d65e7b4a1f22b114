package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveListener;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.transport.internal.websocket.Frames;
import dev.ephemera.types.LiveConnectConfig;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a fault happens: a client on one of its faces, with time that passes by hand, and the peer that it talks with. */
final class FaultStage implements AutoCloseable {

    static final Duration SEND_TIMEOUT = Duration.ofSeconds(11);
    static final Duration PING_INTERVAL = Duration.ofSeconds(21);
    static final Duration LIVENESS_TIMEOUT = Duration.ofSeconds(61);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    final LiveFace face;
    final ManualTime time = new ManualTime();
    final ClientOptions.Builder client = ClientOptions.builder()
            .apiKey(TestLive.KEY)
            .setupTimeout(TestLive.SETUP_TIMEOUT)
            .closeTimeout(TestLive.CLOSE_TIMEOUT);
    final SessionOptions.Builder session = SessionOptions.builder()
            .sendTimeout(SEND_TIMEOUT)
            .pingInterval(PING_INTERVAL)
            .livenessTimeout(LIVENESS_TIMEOUT);

    LiveConnectConfig config = LiveConnectConfig.builder().build();

    private final LeakCheck leaks;
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<FaultRow.Within> passed = EnumSet.noneOf(FaultRow.Within.class);
    private final List<LiveFace.Talk> talks = new ArrayList<>();
    private RawServer server;
    private GeminiEmulator emulator;
    private HttpTransport transport;
    private WebSocketLive live;

    FaultStage(LiveFace face, LeakCheck leaks) {
        this.face = face;
        this.leaks = leaks;
    }

    /** The peer, from the first byte on. When its script returns, it waits for the client to end the connection. */
    FaultStage peer(RawServer.Script script) {
        server = new RawServer(peer -> {
            script.play(peer);
            peer.awaitGone();
        });
        client.baseUrl(server.url());
        return this;
    }

    /** A peer that accepts the handshake and has read the setup. */
    FaultStage accepting(TestLive.Script script) {
        return peer(peer -> {
            Frames frames = Frames.accept(peer);
            frames.read();
            script.play(peer, frames);
        });
    }

    /** A peer that opens sessions. */
    FaultStage opening(TestLive.Script script) {
        return accepting((peer, frames) -> {
            frames.binary(TestLive.SETUP_COMPLETE);
            script.play(peer, frames);
        });
    }

    FaultStage emulator(EmulatorOptions options) {
        emulator = GeminiEmulator.start(options);
        client.baseUrl(emulator.baseUrl().toString()).apiKey(emulator.apiKey());
        return this;
    }

    GeminiEmulator emulator() {
        return emulator;
    }

    /** Lets a script that has called {@link #awaitGoOn} go on. */
    void goOn() {
        goOn.countDown();
    }

    void awaitGoOn() throws InterruptedException {
        goOn.await();
    }

    /** For a peer that does nothing, and does not even read, until all has been seen. */
    void awaitOver() throws InterruptedException {
        over.await();
    }

    WebSocketLive live() {
        if (live == null) {
            transport = leaks.open(client.build(), time, () -> 1);
            live = new WebSocketLive(transport);
        }
        return live;
    }

    LiveFace.Talk open() {
        LiveFace.Talk talk = face.connect(live(), config, session.build());
        talks.add(talk);
        return talk;
    }

    /** The OkHttp deadline is real time, so it is a short one. */
    FaultStage shortConnectTimeout() {
        client.connectTimeout(CONNECT_TIMEOUT);
        realTime(FaultRow.Within.CONNECT_TIMEOUT);
        return this;
    }

    /** A deadline passes that is none of {@link #time}; what is seen tells that it has. */
    void realTime(FaultRow.Within deadline) {
        passed.add(deadline);
    }

    /** Where the peer is. */
    String address() {
        return server.url();
    }

    /** What is thrown by a connect that fails. */
    String failure() {
        return Seen.of(catchThrowable(this::open));
    }

    /** The same for one that first waits for something. */
    CompletableFuture<String> failing() throws InterruptedException {
        live();
        CompletableFuture<String> seen = async(this::failure);
        assertThat(server.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        server.requests.release();
        return seen;
    }

    /** Does something on a thread of its own. */
    static <T> CompletableFuture<T> async(Supplier<T> doing) {
        return CompletableFuture.supplyAsync(
                doing, task -> Threads.daemons("caller").newThread(task).start());
    }

    /** Until the peer's script, which could write no more, has returned. */
    void awaitPeerGone() throws InterruptedException {
        assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        server.gone.release();
    }

    /** How a session ends by itself. */
    String end(LiveFace.Talk talk) {
        return Seen.of(talk.end());
    }

    /** Reads a session's events on its face; on {@code ASYNC} as the one listener. */
    Supplier<LiveEvent> reader(LiveFace.Talk talk) {
        if (face == LiveFace.BLOCKING) {
            Iterator<LiveEvent> events = talk.blocking().events().iterator();
            return events::next;
        }
        BlockingQueue<LiveEvent> events = new LinkedBlockingQueue<>();
        var unused = talk.async().listen(events::add);
        return () -> {
            try {
                return TestLive.next(events);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
    }

    /** All events of a session that is over. */
    List<LiveEvent> leftOver(LiveFace.Talk talk) {
        List<LiveEvent> events = new ArrayList<>();
        if (face == LiveFace.BLOCKING) {
            talk.blocking().events().forEach(events::add);
            return events;
        }
        CompletableFuture<List<LiveEvent>> all = new CompletableFuture<>();
        LiveListener.Registration unused = talk.async().listen(new LiveListener() {
            @Override
            public void onEvent(LiveEvent event) {
                events.add(event);
            }

            @Override
            public void onEnd(SessionEnd end) {
                all.complete(events);
            }
        });
        return LiveFace.settled(all);
    }

    /** So many events behind the first, which is the answer to the setup, unless something came before that. */
    String events(LiveFace.Talk talk, int count) {
        Supplier<LiveEvent> reader = reader(talk);
        assertThat(reader.get()).isInstanceOf(LiveEvent.SetupComplete.class);
        return Stream.generate(reader).limit(count).map(Seen::of).collect(Collectors.joining(", "));
    }

    /** Lets a deadline of ours pass. */
    void pass(FaultRow.Within deadline) {
        passed.add(deadline);
        switch (deadline) {
            case SETUP_TIMEOUT -> time.pass(TestLive.SETUP_TIMEOUT);
            case CLOSE_TIMEOUT -> time.pass(TestLive.CLOSE_TIMEOUT);
            case SEND_TIMEOUT -> elapseAndPass(SEND_TIMEOUT, SEND_TIMEOUT);
            case PING_INTERVAL -> time.pass(PING_INTERVAL);
            case LIVENESS_TIMEOUT -> elapseAndPass(LIVENESS_TIMEOUT, PING_INTERVAL);
            default -> throw new IllegalArgumentException(deadline + " is none of manual time");
        }
    }

    /** Lets so much time go by, and the next ping be due. */
    void elapseAndPass(Duration elapsed, Duration due) {
        time.elapse(elapsed);
        time.pass(due);
    }

    void assertPassed(FaultRow.Within within) {
        assertThat(passed)
                .as("the deadlines that have passed")
                .isEqualTo(
                        within == FaultRow.Within.AT_ONCE ? EnumSet.noneOf(FaultRow.Within.class) : EnumSet.of(within));
    }

    void assertAfterwards(FaultRow.Afterwards afterwards) throws Exception {
        switch (afterwards) {
            case NO_SESSION, IDLE_CONNECTION, NO_PROCESS -> assertThat(talks).isEmpty();
            case CLOSED -> assertThat(talks).isNotEmpty().allSatisfy(FaultStage::assertClosed);
            case OPEN -> assertThat(talks).isNotEmpty().allSatisfy(FaultStage::assertClosesInOrder);
        }
        assertNothingLeft(afterwards == FaultRow.Afterwards.IDLE_CONNECTION ? 1 : 0);
    }

    private static void assertClosed(LiveFace.Talk talk) {
        SessionEnd end = talk.end();
        assertThat(talk.state()).isEqualTo(SessionState.CLOSED);
        assertThat(talk.close()).isSameAs(end);
        assertThat(talk.end()).isSameAs(end);
    }

    private static void assertClosesInOrder(LiveFace.Talk talk) {
        assertThat(talk.state()).isEqualTo(SessionState.OPEN);
        talk.sendText("still there?");
        SessionEnd end = talk.close();
        assertThat(end.kind()).isEqualTo(SessionEnd.Kind.CLOSED_HERE);
        assertThat(end.code()).isEqualTo(1000);
        assertThat(end.unsent()).isEmpty();
    }

    /** No session, deadline, connection or socket, and no buffer: what was opened is garbage. Threads are {@link LeakCheck}'s. */
    private void assertNothingLeft(int connections) throws Exception {
        over.countDown();
        Await.until("the client holds no session", () -> live == null || live.sessions() == 0);
        Await.until("no deadline is armed", time::isIdle);
        Await.until("no connection is left", () -> LeakCheck.connections(transport) == connections);
        List<WeakReference<?>> opened = new ArrayList<>();
        talks.forEach(talk -> opened.add(new WeakReference<>(talk.async())));
        talks.clear();
        if (server != null && connections == 0) {
            Await.until(
                    "the peer has seen the end of every connection",
                    () -> server.gone.availablePermits() >= server.requests.availablePermits());
        }
        Await.until("nothing holds the session or its buffers", () -> {
            if (!opened.isEmpty()) {
                System.gc();
            }
            return opened.stream().allMatch(reference -> reference.refersTo(null));
        });
    }

    @Override
    public void close() throws Exception {
        over.countDown();
        goOn.countDown();
        if (live != null) {
            transport.close();
            live.close();
        }
        if (server != null) {
            server.close();
        }
        if (emulator != null) {
            emulator.close();
        }
    }
}
