package dev.ephemera.benchmarks.websocket;

import dev.ephemera.benchmarks.harness.ServerFrames;
import dev.ephemera.benchmarks.harness.ServerLoop;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that does on a WebSocket what a script says, and the client that is tried with it. */
final class Scripted implements AutoCloseable {

    /** What is done; it ends, too, when the client goes. */
    interface Script {
        void play(ServerFrames frames) throws IOException, InterruptedException;
    }

    private final ServerLoop server;
    private @Nullable Link link;

    private Scripted(ServerLoop server) {
        this.server = server;
    }

    static Scripted start(Script script) throws IOException {
        return new Scripted(ServerLoop.start(false, socket -> script.play(ServerFrames.accept(socket))));
    }

    /** Opens a WebSocket, once, on which the script is played. */
    Link open(Engine engine, Inbox inbox, Duration pings) throws Exception {
        Link opened = engine.open(URI.create("ws://localhost:" + server.port() + "/"), inbox, pings);
        link = opened;
        return opened;
    }

    /**
     * Ends the script and its connection, and waits until the client has seen it. One that never tells fails nothing here: the JDK's has
     * kept it to itself, once in a while, and what no probe asks must not decide one.
     */
    @Override
    public void close() throws IOException {
        server.close();
        if (link != null) {
            link.ended()
                    .copy()
                    .completeOnTimeout(null, Probes.DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }
}
