package dev.ephemera.live.internal;

import static dev.ephemera.live.internal.Reads.await;
import static dev.ephemera.live.internal.ReconnectWorld.TEXT;
import static dev.ephemera.live.internal.ReconnectWorld.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.LeakCheck;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing while there is no connection. */
@Timeout(60)
final class ReconnectCloseTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final ReconnectWorld world = new ReconnectWorld(leaks);

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void close_whileTheSessionReconnects_endsItAtOnce() {
        LiveSession session = world.connect(world.waiting());
        world.lose();
        await(session, LiveEvent.Reconnecting.class);
        CompletableFuture<Void> text = session.async().sendText("one");

        session.close();

        SessionEnd end = session.end().orElseThrow();
        assertThat(end.kind()).isEqualTo(SessionEnd.Kind.CLOSED_HERE);
        assertThat(end.by()).isEqualTo(SessionEnd.By.CLIENT);
        assertThat(end.unsent()).hasSize(1);
        assertThat(failure(text)).isEqualTo(LiveSendException.Reason.SESSION_OVER);
    }

    @Test
    void clientClose_whileASessionReconnects_endsItAtOnce() {
        WebSocketLive live = world.live();
        LiveSession session = world.connect(live, TEXT, SessionOptions.builder().reconnect(world.waiting()));
        world.lose();
        await(session, LiveEvent.Reconnecting.class);

        live.close();

        assertThat(session.end()).get().extracting(SessionEnd::kind).isEqualTo(SessionEnd.Kind.CLIENT_CLOSED);
        assertThat(live.sessions()).isZero();
    }
}
