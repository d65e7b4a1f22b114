package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.types.LiveConnectConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Far more messages than the outbound queue holds, from several threads at once. Every build sends 100,000 texts and 20,000
 * pieces of audio, {@code -Dephemera.sends.long=true} 100,000 of both. What is printed depends on the machine, what is asserted
 * does not.
 */
@Timeout(600)
final class ManySendsTest {

    private static final int THREADS = 8;
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final int STALLS = 10;
    private static final ThreadMXBean THREADS_OF_ALL = ManagementFactory.getThreadMXBean();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger returned = new AtomicInteger();
    private final AtomicInteger sending = new AtomicInteger();
    private final List<CompletableFuture<Void>> sent = Collections.synchronizedList(new ArrayList<>());

    /** What is sent: a message names its thread and its number. */
    private enum Load {
        TEXTS(100_000) {
            @Override
            CompletableFuture<Void> send(LiveSession session, int thread, int number) {
                return session.async().sendText(text(thread, number));
            }

            @Override
            void sendAndWait(LiveSession session, int thread, int number) {
                session.sendText(text(thread, number));
            }

            @Override
            int[] read(String frame) {
                assertThat(frame).startsWith(TEXT).endsWith("\"}}");
                String[] words =
                        frame.substring(TEXT.length(), frame.length() - 3).split(" ", -1);
                int number = Integer.parseInt(words[1]);
                assertThat(words[2]).hasSize(number % DIFFERENT_LENGTHS);
                return new int[] {Integer.parseInt(words[0]), number};
            }
        },
        AUDIO(Boolean.getBoolean("ephemera.sends.long") ? 100_000 : 20_000) {
            @Override
            CompletableFuture<Void> send(LiveSession session, int thread, int number) {
                return session.async().sendAudio(pcm(thread, number));
            }

            @Override
            void sendAndWait(LiveSession session, int thread, int number) {
                session.sendAudio(pcm(thread, number));
            }

            @Override
            int[] read(String frame) {
                int data = frame.indexOf(DATA) + DATA.length();
                assertThat(frame.startsWith(SILENCE, data + MARK_CHARACTERS))
                        .as("the whole of the audio has come")
                        .isTrue();
                ByteBuffer mark = ByteBuffer.wrap(Base64.getDecoder().decode(frame.substring(data, data + 12)));
                return new int[] {mark.getInt(), mark.getInt()};
            }
        };

        private static final String TEXT = "1:{\"realtimeInput\":{\"text\":\"";
        private static final int DIFFERENT_LENGTHS = 50; // a short one that finds room must not overtake
        private static final String DATA = "\"data\":\"";
        private static final int PCM_BYTES = 3_200;
        private static final int MARK_BYTES = 9;
        private static final int MARK_CHARACTERS = 12;
        private static final String SILENCE =
                Base64.getEncoder().encodeToString(new byte[PCM_BYTES - MARK_BYTES]) + "\"";

        private final int messages;

        Load(int messages) {
            this.messages = messages;
        }

        abstract CompletableFuture<Void> send(LiveSession session, int thread, int number);

        abstract void sendAndWait(LiveSession session, int thread, int number);

        /** The thread and the number that a frame names. */
        abstract int[] read(String frame);

        private static String text(int thread, int number) {
            return thread + " " + number + " " + "x".repeat(number % DIFFERENT_LENGTHS);
        }

        private static byte[] pcm(int thread, int number) {
            return ByteBuffer.allocate(PCM_BYTES).putInt(thread).putInt(number).array();
        }
    }

    private enum Call {
        UNAWAITED,
        BLOCKING
    }

    private enum Pace {
        QUICK,
        SLOW
    }

    private static Stream<Arguments> all() {
        return Stream.of(Call.values())
                .flatMap(call -> Stream.of(Load.values())
                        .flatMap(load -> Stream.of(Pace.values()).map(pace -> Arguments.of(call, load, pace))));
    }

    /** A server that tells what it reads; a slow one stops reading again and again until every sender is held up by that. */
    private RawServer server(Load load, Pace pace, BiConsumer<Integer, Integer> arrived) {
        return TestLive.opening((peer, frames) -> {
            int count = 0;
            for (String frame = frames.read(); !frame.startsWith("close:"); frame = frames.read()) {
                if (pace == Pace.SLOW && count++ % (load.messages / STALLS) == 0) {
                    Await.until(DEADLINE, "all senders are held up, or done", this::nobodyMoves);
                }
                int[] named = load.read(frame);
                arrived.accept(named[0], named[1]);
            }
            frames.close(1000, "");
            peer.awaitGone();
        });
    }

    private boolean nobodyMoves() {
        return begun.get() - returned.get() == sending.get();
    }

    private LiveSession connect(WebSocketLive live) {
        return live.connect(
                "m",
                LiveConnectConfig.builder().build(),
                SessionOptions.builder()
                        .sendTimeout(DEADLINE)
                        .pingInterval(Duration.ZERO) // the server answers none
                        .build());
    }

    private void send(Call call, Load load, LiveSession session, int thread, int number) {
        begun.incrementAndGet();
        if (call == Call.BLOCKING) {
            load.sendAndWait(session, thread, number);
        } else {
            sent.add(load.send(session, thread, number));
        }
        returned.incrementAndGet();
    }

    /** Lets eight threads do something at once, and waits until they have, and until what they sent has left. */
    private void eightThreads(BiConsumer<Integer, Integer> send, int times) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, Threads.daemons("sender"));
        try {
            sending.set(THREADS);
            CompletableFuture<?>[] done = IntStream.range(0, THREADS)
                    .mapToObj(thread -> CompletableFuture.runAsync(
                            () -> {
                                for (int number = 0; number < times; number++) {
                                    send.accept(thread, number);
                                }
                                sending.decrementAndGet();
                            },
                            threads))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(done).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
                    .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("all")
    void send_fromEightThreads_arrivesCompleteAndInTheOrderOfEach(Call call, Load load, Pace pace) throws Exception {
        int[] next = new int[THREADS];
        AtomicInteger inversions = new AtomicInteger();
        int each = load.messages / THREADS;
        try (RawServer server = server(load, pace, (thread, number) -> {
                    inversions.addAndGet(number == next[thread] ? 0 : 1);
                    next[thread]++;
                });
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build()))) {
            LiveSession session = connect(live);
            THREADS_OF_ALL.resetPeakThreadCount();
            long start = System.nanoTime();
            eightThreads((thread, number) -> send(call, load, session, thread, number), each);
            session.close();

            System.out.printf(
                    "ManySendsTest: %,d %s, %s, read by a %s server: %,.0f a second, %d threads at most%n",
                    load.messages,
                    load,
                    call,
                    pace,
                    load.messages / ((System.nanoTime() - start) / 1e9),
                    THREADS_OF_ALL.getPeakThreadCount());
            assertThat(sent).hasSize(call == Call.BLOCKING ? 0 : load.messages);
            assertThat(next).containsOnly(each);
            assertThat(inversions).hasValue(0);
        }
    }

    @Test
    void sends_thatWaitWhenTheSessionEnds_allFail() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        try (RawServer server = TestLive.opening((peer, frames) -> all.await());
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build()))) {
            LiveSession session = connect(live);
            String text = "t".repeat(1_000);
            for (int number = 0; number < 50_000; number++) {
                sent.add(session.async().sendText(text));
            }

            all.countDown(); // the server hangs up

            CompletableFuture<?> settled = CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
            assertThat(settled.handle((done, failure) -> failure).get(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(LiveSendException.class);
            assertThat(sent)
                    .filteredOn(CompletableFuture::isCompletedExceptionally)
                    .hasSizeGreaterThan(10_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void send_fromOneThreadAfterTheOther_arrivesInTheOrderOfTheCalls(Call call) throws Exception {
        List<Integer> arrived = Collections.synchronizedList(new ArrayList<>());
        ReentrantLock turn = new ReentrantLock(true);
        try (RawServer server = server(Load.TEXTS, Pace.QUICK, (thread, number) -> arrived.add(number));
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build()))) {
            LiveSession session = connect(live);
            AtomicInteger number = new AtomicInteger();
            eightThreads(
                    (thread, own) -> {
                        turn.lock();
                        try {
                            send(call, Load.TEXTS, session, thread, number.getAndIncrement());
                        } finally {
                            turn.unlock();
                        }
                    },
                    500);
            session.close();

            assertThat(arrived)
                    .isEqualTo(IntStream.range(0, number.get()).boxed().toList());
        }
    }
}
