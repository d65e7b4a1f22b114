package dev.ephemera.live.internal;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the tests of sessions share: credentials, options, and servers that complete the setup. */
final class TestLive {

    static final String KEY = "AIza-secret-key-of-the-test";
    static final String TOKEN = "auth_tokens/secret-token-of-the-test";
    static final Duration SETUP_TIMEOUT = Duration.ofSeconds(18);
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(17);
    static final String SETUP_COMPLETE = "{\n  \"setupComplete\": {}\n}\n";

    private TestLive() {}

    /** What a server does once it has the handshake, or the setup. */
    interface Script {
        void play(RawServer.Peer peer, Frames frames) throws Exception;
    }

    /** A server that accepts the WebSocket. */
    static RawServer accepting(Script script) {
        return new RawServer(peer -> script.play(peer, Frames.accept(peer)));
    }

    /** A server that opens sessions. */
    static RawServer opening(Script script) {
        return accepting((peer, frames) -> {
            frames.read();
            frames.binary(SETUP_COMPLETE);
            script.play(peer, frames);
        });
    }

    /** Answers the client's close, when it comes, as services do. */
    static void answerClose(RawServer.Peer peer, Frames frames) throws IOException {
        while (!frames.read().startsWith("close:")) {}
        frames.close(1000, "");
        peer.awaitGone();
    }

    /** Deadlines that no test meets unless it is about them; they differ, so that {@link ManualTime} can tell them apart. */
    static ClientOptions.Builder options(RawServer server) {
        return ClientOptions.builder()
                .apiKey(KEY)
                .baseUrl(server.url())
                .setupTimeout(SETUP_TIMEOUT)
                .closeTimeout(CLOSE_TIMEOUT);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within 20 s");
        }
        return next;
    }

    /** All that a log would show of an exception. */
    static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
