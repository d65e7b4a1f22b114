package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
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
