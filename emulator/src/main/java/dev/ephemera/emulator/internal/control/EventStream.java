package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorListener;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.GeminiEmulator.Listening;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.internal.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-sent events, as things happen in the emulator, until the client leaves. Who reads too slowly misses some, and is
 * told how many; nobody waits for it.
 */
final class EventStream extends IteratingCallback implements EmulatorListener {

    private static final int MOST_QUEUED = 1_000;

    private final Response response;
    private final Callback callback;
    private final Queue<String> queue = new ArrayDeque<>();
    private volatile @Nullable Listening listening;
    private int missed;

    private EventStream(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    static void open(GeminiEmulator emulator, Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        EventStream stream = new EventStream(response, callback);
        // Only a write shows that the client has left.
        request.addIdleTimeoutListener(idle -> {
            stream.put(": still here\n\n"); // at most one for each time-out, however slowly it reads
            return false;
        });
        Listening listening = emulator.listen(stream);
        stream.listening = listening;
        stream.put(": listening\n\n");
        if (stream.isFailed()) {
            listening.close(); // it may have failed before it knew
        }
    }

    @Override
    public void answered(String request, int status, String said) {
        put(
                "answered",
                () -> Json.object()
                        .put("request", request)
                        .put("status", status)
                        .put("said", said));
    }

    @Override
    public void opened(EmulatedSession session) {
        put("opened", () -> Views.session(session));
    }

    @Override
    public void passed(EmulatedSession session, EmulatedFrame frame) {
        put("frame", () -> Views.frame(frame).put("session", session.id()));
    }

    @Override
    public void ended(EmulatedSession session, SessionEnd end) {
        put("ended", () -> Views.end(end).put("session", session.id()));
    }

    @Override
    public void warned(String warning) {
        put("warned", () -> Json.object().put("warning", warning));
    }

    /** Tells an event, whose data are made only if there is room for them. */
    private void put(String event, Supplier<ObjectNode> data) {
        if (hasRoom()) {
            put("event: " + event + "\ndata: " + Json.compact(data.get()) + "\n\n");
        }
    }

    private boolean hasRoom() {
        synchronized (queue) {
            boolean room = queue.size() < MOST_QUEUED;
            missed += room ? 0 : 1;
            return room;
        }
    }

    /** As many more as there are threads may come meanwhile. */
    private void put(String text) {
        synchronized (queue) {
            if (missed > 0) {
                queue.add("event: missed\ndata: {\"events\":" + missed + "}\n\n");
                missed = 0;
            }
            queue.add(text);
        }
        iterate();
    }

    @Override
    protected Action process() {
        String next;
        synchronized (queue) {
            next = queue.poll();
        }
        if (next == null) {
            return Action.IDLE;
        }
        response.write(false, ByteBuffer.wrap(next.getBytes(StandardCharsets.UTF_8)), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteFailure(Throwable left) {
        Listening ended = listening;
        if (ended != null) {
            ended.close();
        }
        callback.failed(left);
    }
}
