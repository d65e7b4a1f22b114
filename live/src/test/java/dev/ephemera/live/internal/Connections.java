package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.websocket.Frames;
import dev.ephemera.types.LiveConnectConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A service each of whose connections has a script of its own, and which is lost at the end of it; and a session with it. */
final class Connections implements AutoCloseable {

    private final List<String> setups = new CopyOnWriteArrayList<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final RawServer server;

    Connections(TestLive.Script... scripts) {
        AtomicInteger number = new AtomicInteger();
        this.server = TestLive.accepting((peer, frames) -> {
            setups.add(frames.read());
            try {
                scripts[number.getAndIncrement()].play(peer, frames);
            } catch (Throwable thrown) {
                faults.add(thrown);
                throw thrown;
            }
        });
    }

    LiveSession connect(LeakCheck leaks, ReconnectPolicy policy) {
        return connect(leaks.open(TestLive.options(server).build()), policy);
    }

    /** The same in a time of its own. */
    LiveSession connect(LeakCheck leaks, ReconnectPolicy policy, Time time) {
        return connect(leaks.open(TestLive.options(server).build(), time, () -> 0.5), policy);
    }

    private static LiveSession connect(HttpTransport transport, ReconnectPolicy policy) {
        return new WebSocketLive(transport)
                .connect(
                        "m",
                        LiveConnectConfig.builder().build(),
                        SessionOptions.builder()
                                .pingInterval(Duration.ZERO)
                                .reconnect(policy)
                                .build());
    }

    /** What each connection began with. */
    List<String> setups() {
        return setups;
    }

    static void say(Frames frames, String said) throws IOException {
        for (String json : Said.json(said)) {
            frames.binary(json);
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
        @Nullable Throwable fault = faults.peek();
        if (fault != null) {
            throw new AssertionError("a script has failed", fault);
        }
    }
}
