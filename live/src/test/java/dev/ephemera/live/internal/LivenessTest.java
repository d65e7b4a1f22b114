package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session in which nobody says anything. */
@Timeout(60)
final class LivenessTest {

    private static final Duration INTERVAL = Duration.ofSeconds(59);
    private static final SessionOptions RARE_PINGS = SessionOptions.builder()
            .pingInterval(INTERVAL)
            .livenessTimeout(Duration.ofSeconds(60))
            .build();

    private static final Duration PING_INTERVAL = SessionOptions.defaults().pingInterval();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final ManualTime time = new ManualTime();
    private final Semaphore pings = new Semaphore(0);

    private LiveSession connect(RawServer server, SessionOptions options) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build(), time, () -> 1)).connect("m", options);
    }

    @Test
    void session_whenItOpens_pingsAtOnce() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
            if (frames.readAny().equals("9:")) {
                pings.release();
            }
            TestLive.answerClose(peer, frames);
        })) {
            LiveSession session = connect(server, RARE_PINGS);

            assertThat(pings.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            session.close();
        }
    }

    /** A ping to a peer that is gone would be answered by a reset, and all that nobody has read would go with it. */
    @Test
    void reader_whoSleepsWhileTheServiceClosesInOrder_readsAllAndWhy() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = TestLive.opening((peer, frames) -> {
            for (int number = 0; number < 100; number++) {
                frames.text("{}");
            }
            frames.close(1008, "go");
            gone.countDown();
        })) {
            LiveSession session =
                    connect(server, SessionOptions.builder().maxUnreadBytes(1).build());
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            for (int ping = 0; ping < 3; ping++) {
                passInterval();
            }

            int read = 0;
            for (LiveEvent event : session.events()) {
                read += event instanceof LiveEvent.Unrecognized ? 1 : 0;
            }

            assertThat(read).isEqualTo(100);
            assertThat(session.end())
                    .get()
                    .extracting(SessionEnd::code, SessionEnd::reason)
                    .containsExactly(1008, "go");
        }
    }

    /** No ping was sent while nobody read; so silence counts from the first one after that. */
    @Test
    void session_whoseReaderGoesOn_givesTheServiceAllOfTheTimeFromTheNextPing() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> peer.awaitGone())) {
            LiveSession session =
                    connect(server, SessionOptions.builder().maxUnreadBytes(1).build());
            passInterval(); // the socket is not read
            assertThat(session.events().iterator().next()).isInstanceOf(LiveEvent.SetupComplete.class);
            for (int look = 0; look < 3; look++) {
                passInterval();
            }
            assertThat(session.state()).as("40 seconds after the ping").isEqualTo(SessionState.OPEN);

            time.elapse(PING_INTERVAL);
            time.pass(PING_INTERVAL);
            assertThat(LiveFace.settled(session.ended()).kind()).isEqualTo(SessionEnd.Kind.NO_SIGN_OF_LIFE);
        }
    }

    private void passInterval() {
        int armed = time.armed();
        time.elapse(PING_INTERVAL);
        time.pass(PING_INTERVAL);
        Await.until("the session has looked", () -> time.armed() > armed);
    }

    /** Each pong has a message behind it, so that the test knows when it has come. */
    @Test
    void session_whenPingsAreRareAndAnswered_livesOn() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
            while (frames.readAny().equals("9:")) {
                frames.raw(Frames.frame(0x8a, ByteString.EMPTY));
                frames.text("{}");
            }
            frames.close(1000, "");
            peer.awaitGone();
        })) {
            LiveSession session = connect(server, RARE_PINGS);
            Iterator<LiveEvent> events = session.events().iterator();
            assertThat(events.next()).isInstanceOf(LiveEvent.SetupComplete.class);
            for (int minute = 0; minute < 10; minute++) {
                assertThat(events.hasNext())
                        .as("there is more in minute %s; %s", minute, session.end())
                        .isTrue();
                assertThat(events.next()).isInstanceOf(LiveEvent.Unrecognized.class);
                time.elapse(INTERVAL.plusSeconds(2)); // the timer is late
                time.pass(INTERVAL);
            }

            assertThat(events.next()).isInstanceOf(LiveEvent.Unrecognized.class);
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            session.close();
        }
    }
}
