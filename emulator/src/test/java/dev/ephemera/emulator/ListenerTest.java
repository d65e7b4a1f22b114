package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener may do while it is told. */
final class ListenerTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    /** Asks the session from another thread, which has to wait where the session's lock is held. */
    private static boolean open(EmulatedSession session) {
        return CompletableFuture.supplyAsync(session::end)
                .orTimeout(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .isEmpty();
    }

    private GeminiEmulator start(boolean recording) {
        GeminiEmulator emulator = emulators.start();
        return recording ? emulators.start(options -> options.upstream(emulator.baseUrl())) : emulator;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void listener_thatWaitsForAnotherThreadAtTheSession_isNotWaitedFor(boolean recording) {
        GeminiEmulator emulator = start(recording);
        List<String> heard = new CopyOnWriteArrayList<>();
        emulator.listen(new EmulatorListener() {
            @Override
            public void opened(EmulatedSession session) {
                heard.add("opened, open: " + open(session));
            }

            @Override
            public void passed(EmulatedSession session, EmulatedFrame frame) {
                if (frame.direction() == EmulatedFrame.Direction.SENT) {
                    heard.add(frame.kind() + ", open: " + open(session));
                }
            }

            @Override
            public void ended(EmulatedSession session, SessionEnd end) {
                heard.add("ended, open: " + open(session));
            }
        });
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        Await.until("the setup's answer is heard", () -> heard.contains("BINARY, open: true"));
        emulator.sessions().get(0).close(1011, "so be it");
        Await.until("the end is heard", () -> heard.contains("ended, open: false"));
        assertThat(heard)
                .containsExactly(
                        "opened, open: true", "BINARY, open: true", "CLOSE, open: false", "ended, open: false");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void listener_toldOfANewSession_mayEndIt(boolean recording) {
        GeminiEmulator emulator = start(recording);
        emulator.listen(new EmulatorListener() {
            @Override
            public void opened(EmulatedSession session) {
                session.close(4001, "not you");
            }
        });
        assertThat(emulators.live(emulator).end().code()).isEqualTo(4001);
    }

    @ParameterizedTest
    @EnumSource
    void listener_thatWaits_holdsUpNobody(Told told) throws Exception {
        GeminiEmulator emulator = emulators.start();
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        List<String> heard = new CopyOnWriteArrayList<>();
        emulator.listen(told.listener(() -> {
            waits.countDown();
            Told.await(gate);
            heard.add("returns");
        }));
        try {
            happen(emulator, told);
            assertThat(waits.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(200);
            emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
            assertThat(heard).isEmpty();
        } finally {
            gate.countDown();
        }
        Await.until("it has returned", () -> heard.contains("returns"));
    }

    @ParameterizedTest
    @EnumSource
    void listener_thatClosesTheEmulator_returns(Told told) throws Exception {
        GeminiEmulator emulator = emulators.start();
        CompletableFuture<String> closed = new CompletableFuture<>();
        emulator.listen(told.listener(() -> {
            emulator.close();
            closed.complete(emulator.toString());
        }));
        happen(emulator, told);
        assertThat(closed.get(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("GeminiEmulator{closed}");
    }

    @Test
    void emulator_whoseListenerNeverReturns_interruptsItWhenItCloses() throws Exception {
        GeminiEmulator emulator = emulators.start();
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        emulator.listen(Told.ANSWERED.listener(() -> {
            waits.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException told) {
                interrupted.countDown();
            }
        }));
        Rest.mint(emulator, "{}");
        assertThat(waits.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        java.util.logging.Logger logger = java.util.logging.Logger.getLogger("dev.ephemera.emulator");
        List<String> logged = new CopyOnWriteArrayList<>();
        logger.setFilter(entry -> !logged.add(entry.getMessage()));
        emulator.close();
        logger.setFilter(null);
        assertThat(interrupted.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(logged).anyMatch(line -> line.startsWith("a listener of the emulator has not returned 5 seconds"));
    }

    @Test
    void listener_ofAnEmulatorThatCloses_hasHeardTheEndOfEverySession() {
        GeminiEmulator emulator = emulators.start();
        List<Integer> heard = new CopyOnWriteArrayList<>();
        emulator.listen(new EmulatorListener() {
            @Override
            public void ended(EmulatedSession session, SessionEnd end) {
                heard.add(end.code());
            }
        });
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulator.close();
        assertThat(heard).containsExactly(1001, 1001);
    }

    /** Makes a listener hear something, and does not count on an answer. */
    private void happen(GeminiEmulator emulator, Told told) {
        switch (told) {
            case ANSWERED -> ask(emulator, emulator.apiKey());
            case WARNED -> ask(emulator, "AQ." + "x".repeat(30));
            default -> {
                LiveClient client = emulators.live(emulator);
                client.sendIfOpen("{\"setup\":{\"model\":\"models/m\"}}");
                if (told == Told.ENDED) {
                    client.hangUp();
                }
            }
        }
    }

    private static void ask(GeminiEmulator emulator, String key) {
        CompletableFuture<?> unusedAnswer = CompletableFuture.supplyAsync(
                () -> Rest.call(emulator, "POST", "/v1alpha/auth_tokens", "{}", "x-goog-api-key", key));
    }

    /** What a listener is told. */
    enum Told {
        OPENED,
        PASSED,
        ENDED,
        ANSWERED,
        WARNED;

        /** One that does this the first time that it is told so. */
        EmulatorListener listener(Runnable task) {
            AtomicBoolean first = new AtomicBoolean(true);
            return new EmulatorListener() {
                private void hear(Told told) {
                    if (told == Told.this && first.getAndSet(false)) {
                        task.run();
                    }
                }

                @Override
                public void opened(EmulatedSession session) {
                    hear(OPENED);
                }

                @Override
                public void passed(EmulatedSession session, EmulatedFrame frame) {
                    hear(PASSED);
                }

                @Override
                public void ended(EmulatedSession session, SessionEnd end) {
                    hear(ENDED);
                }

                @Override
                public void answered(String request, int status, String said) {
                    hear(ANSWERED);
                }

                @Override
                public void warned(String warning) {
                    hear(WARNED);
                }
            };
        }

        static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Test
    void listener_whoseErrorIsNoException_isToldOfWhatFollows() {
        GeminiEmulator emulator = emulators.start();
        java.util.logging.Logger logger = java.util.logging.Logger.getLogger("dev.ephemera.emulator");
        logger.setFilter(entry -> false);
        List<String> heard = new CopyOnWriteArrayList<>();
        emulator.listen(new EmulatorListener() {
            @Override
            public void opened(EmulatedSession session) {
                throw new AssertionError("a listener's own failure, which this test makes");
            }

            @Override
            public void passed(EmulatedSession session, EmulatedFrame frame) {
                heard.add(frame.direction().name());
            }
        });
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        Await.until("both messages are heard", () -> heard.equals(List.of("RECEIVED", "SENT")));
        logger.setFilter(null);
    }
}
