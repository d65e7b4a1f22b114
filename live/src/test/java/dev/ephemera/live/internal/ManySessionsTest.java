package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.Turn;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.TestApi;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Sessions of one client, as many as memory holds, and calls beside them: 2,000, or as many as {@code -Dephemera.sessions} says.
 * What is printed depends on the machine, what is asserted does not.
 */
@Timeout(1_200)
final class ManySessionsTest {

    private static final int SESSIONS = Integer.getInteger("ephemera.sessions", 2_000);
    private static final int CALLS = 20;
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** What sessions may add where they have virtual threads: none each; how many carriers the machine adds is its own affair. */
    private static final int MOST_THREADS = SESSIONS / 10;

    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    /** Mints one token after the other until it is told to stop. */
    private static final class Minting implements AutoCloseable {

        private final HttpTransport transport;
        private final AtomicInteger minted = new AtomicInteger();
        private volatile boolean stopped;
        private volatile long slowest;
        private volatile @Nullable Throwable failure;

        Minting(HttpTransport transport) {
            this.transport = transport;
            Threads.daemons("minting").newThread(this::run).start();
        }

        private void run() {
            try {
                while (!stopped) {
                    long start = System.nanoTime();
                    assertThat(TestApi.call(transport, RequestOptions.none())
                                    .execute()
                                    .name())
                            .isPresent();
                    slowest = Math.max(slowest, System.nanoTime() - start);
                    minted.incrementAndGet();
                }
            } catch (Throwable e) {
                failure = e;
            }
        }

        /** Waits until so many further tokens have come, and tells how long one took. */
        double await(int more) {
            long start = System.nanoTime();
            int enough = minted.get() + more;
            Await.until(DEADLINE, "calls are answered", () -> minted.get() >= enough || failure != null);
            assertThat(failure).isNull();
            return (System.nanoTime() - start) / 1e6 / more;
        }

        @Override
        public void close() {
            stopped = true;
        }
    }

    private static <T> List<T> all(IntFunction<CompletableFuture<T>> each) throws Exception {
        List<CompletableFuture<T>> futures =
                IntStream.range(0, SESSIONS).mapToObj(each).toList();
        CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        return futures.stream().map(CompletableFuture::join).toList();
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long memory() {
        System.gc();
        return OwnProcess.memory().orElse(0);
    }

    @Test
    void sessions_asManyAsMemoryHolds_openAndEchoAndCloseWhileCallsGoOn() throws Exception {
        OwnProcess.requireOpenFiles(SESSIONS + 200);
        try (EmulatorProcess emulator = EmulatorProcess.start("-Xmx256m")) {
            HttpTransport transport = leaks.open(ClientOptions.builder()
                    .apiKey(EmulatorOptions.builder().build().apiKey())
                    .baseUrl(emulator.url())
                    .connectTimeout(DEADLINE)
                    .setupTimeout(DEADLINE)
                    .closeTimeout(DEADLINE)
                    .requestTimeout(DEADLINE)
                    .build());
            long socketsBefore = OwnProcess.sockets().orElse(0);
            long threadsBefore = OwnProcess.threads().orElse(0);
            try (WebSocketLive live = new WebSocketLive(transport);
                    Minting minting = new Minting(transport)) {
                double alone = minting.await(CALLS);
                long memoryBefore = memory();

                long start = System.nanoTime();
                List<AsyncLiveSession> sessions = all(i -> live.async()
                        .connect(
                                "m",
                                LiveConnectConfig.builder()
                                        .addResponseModalities(Modality.TEXT)
                                        .build(),
                                SessionOptions.builder().sendTimeout(DEADLINE).build()));
                double opened = since(start);
                double beside = minting.await(CALLS);
                long memoryOpen = memory();
                long threadsOpen = OwnProcess.threads().orElse(0);
                assertThat(sessions).allMatch(session -> session.state() == SessionState.OPEN);
                assertThat(live.sessions()).isEqualTo(SESSIONS);

                start = System.nanoTime();
                List<Turn> turns = all(i -> {
                    CompletableFuture<Turn> turn = sessions.get(i).turn();
                    return sessions.get(i).sendText("session " + i + ".").thenCompose(sent -> turn);
                });
                double echoed = since(start);
                assertThat(turns).extracting(Turn::text).isEqualTo(echoes());
                long threadsBusy = OwnProcess.threads().orElse(0);

                start = System.nanoTime();
                List<SessionEnd> ends = all(i -> sessions.get(i).close());
                double closed = since(start);
                assertThat(ends).allMatch(end -> end.kind() == SessionEnd.Kind.CLOSED_HERE);
                Await.until("no session is kept", () -> live.sessions() == 0);
                minting.await(CALLS);

                System.out.printf(
                        "ManySessionsTest: JDK %s, %,d sessions: opened in %.1f s, echoed in %.1f s, closed in %.1f s; %d kB"
                                + " of resident memory each; threads of the system: %d before, %d idle, %d after the echo;"
                                + " a token took %.1f ms alone, %.1f ms beside them, %.0f ms at most%n",
                        Runtime.version().feature(),
                        SESSIONS,
                        opened,
                        echoed,
                        closed,
                        (memoryOpen - memoryBefore) / SESSIONS / 1024,
                        threadsBefore,
                        threadsOpen,
                        threadsBusy,
                        alone,
                        beside,
                        minting.slowest / 1e6);
                if (VIRTUAL) {
                    assertThat(threadsOpen - threadsBefore).isLessThanOrEqualTo(MOST_THREADS);
                    assertThat(threadsBusy - threadsBefore).isLessThanOrEqualTo(MOST_THREADS);
                }
            }
            transport.close();
            Await.until(
                    "no socket is left but one that the virtual machine keeps for itself",
                    () -> OwnProcess.sockets().orElse(0) <= socketsBefore + 1);
        }
    }

    private static List<String> echoes() {
        return IntStream.range(0, SESSIONS)
                .mapToObj(i -> "You said: session " + i + ".")
                .toList();
    }
}
