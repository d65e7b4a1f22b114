package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.record.Recording;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One of the two connections of a recorded session: hands every frame on to the other as it came, and reads the next
 * when that has left, so that neither side is read faster than the other reads.
 */
final class Leg implements FrameHandler {

    private final Recording recording;
    private final boolean service;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final CompletableFuture<CoreSession> opened = new CompletableFuture<>();
    private @Nullable Leg other;
    private boolean text;
    private boolean closing;

    /**
     * Makes one, to be joined with the other before it opens.
     *
     * @param service whether the service is at its end, and not the client
     */
    Leg(Recording recording, boolean service) {
        this.recording = recording;
        this.service = service;
    }

    void join(Leg leg) {
        other = leg;
    }

    private Leg other() {
        Leg joined = other;
        if (joined == null) {
            throw new IllegalStateException("the leg is not joined yet");
        }
        return joined;
    }

    @Override
    public void onOpen(CoreSession session, Callback callback) {
        callback.succeeded();
        opened.complete(session);
        // What comes first must wait until there is somebody to hand it to.
        CompletableFuture<Void> unused = other().opened.thenAccept(there -> session.demand());
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        if (frame.getOpCode() == OpCode.CLOSE) {
            closed(frame, callback);
            return;
        }
        if (frame.isDataFrame()) {
            record(frame);
        }
        Frame copy = new Frame(frame.getOpCode(), frame.isFin(), BufferUtil.copy(frame.getPayload()));
        send(
                copy,
                Callback.from(
                        () -> {
                            callback.succeeded();
                            opened.join().demand();
                        },
                        callback::failed));
    }

    private void record(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            text = frame.getOpCode() == OpCode.TEXT;
        }
        message.writeBytes(BufferUtil.toArray(frame.getPayload()));
        if (frame.isFin()) {
            if (service) {
                recording.fromServer(message.toByteArray(), text);
            } else {
                recording.fromClient(message.toByteArray());
            }
            message.reset();
        }
    }

    private void send(Frame frame, Callback callback) {
        other().opened.join().sendFrame(frame, callback, false);
    }

    private void closed(Frame frame, Callback callback) {
        CloseStatus status = CloseStatus.getCloseStatus(frame);
        String reason = status.getReason() == null ? "" : status.getReason();
        recording.ended(status.getCode(), reason, service);
        closing = true;
        boolean bare = status.getCode() == CloseStatus.NO_CODE;
        if (!other().closing) {
            send(bare ? new Frame(OpCode.CLOSE) : new CloseFrame(status.getCode(), reason), Callback.NOOP);
        }
        callback.succeeded();
    }

    @Override
    public void onError(Throwable failure, Callback callback) {
        callback.succeeded(); // onClosed follows, with what the failure came to
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
        if (!closing && !other().closing) {
            recording.ended(CloseStatus.NO_CLOSE, "", service);
            CompletableFuture<Void> unused = other().opened.thenAccept(CoreSession::abort);
        }
    }
}
