package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.EmulatedFrame.Kind;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.internal.live.Close;
import dev.ephemera.emulator.internal.live.Handshake;
import dev.ephemera.emulator.internal.live.LiveSession;
import dev.ephemera.emulator.internal.live.LiveSessions;
import dev.ephemera.emulator.internal.live.Peer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: makes messages of frames and frames of messages. A client that does not read what it is sent is not
 * read either, so that nothing piles up.
 */
final class SessionSocket implements FrameHandler, Peer {

    private static final int MOST_UNSENT = 256;
    private static final Duration TIME_TO_ANSWER_A_CLOSE = Duration.ofSeconds(5);

    private final LiveSessions sessions;
    private final Handshake handshake;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final Object demand = new Object();
    private @Nullable CoreSession core;
    private @Nullable LiveSession session;
    private boolean binary;
    private int unsent;
    private boolean paused;

    SessionSocket(LiveSessions sessions, Handshake handshake) {
        this.sessions = sessions;
        this.handshake = handshake;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        core = opened;
        LiveSession begun = sessions.open(handshake, this);
        session = begun;
        begun.opened();
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        LiveSession receiver = session();
        switch (frame.getOpCode()) {
            case OpCode.PING -> {
                byte[] payload = BufferUtil.toArray(frame.getPayload());
                receiver.log().received(Kind.PING, payload);
                receiver.log().sent(Kind.PONG, payload);
                core().sendFrame(new Frame(OpCode.PONG, ByteBuffer.wrap(payload)), Callback.NOOP, false);
            }
            case OpCode.PONG -> receiver.log().received(Kind.PONG, BufferUtil.toArray(frame.getPayload()));
            case OpCode.CLOSE -> {
                receiver.log().received(Kind.CLOSE, BufferUtil.toArray(frame.getPayload()));
                receiver.closed(end(CloseStatus.getCloseStatus(frame), false));
            }
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> data(frame, receiver);
            default -> {}
        }
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            demandUnlessPaused();
        }
    }

    private void data(Frame frame, LiveSession receiver) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            binary = frame.getOpCode() == OpCode.BINARY;
        }
        if (message.size() + (long) frame.getPayloadLength() > core().getMaxFrameSize()) {
            message.reset();
            receiver.refuse(Close.TOO_LARGE);
            return;
        }
        message.writeBytes(BufferUtil.toArray(frame.getPayload()));
        if (frame.isFin()) {
            byte[] bytes = message.toByteArray();
            message.reset();
            receiver.log().received(binary ? Kind.BINARY : Kind.TEXT, bytes);
            receiver.received(bytes, binary);
        }
    }

    private void demandUnlessPaused() {
        synchronized (demand) {
            paused = unsent > MOST_UNSENT;
            if (paused) {
                return;
            }
        }
        core().demand();
    }

    private void sent() {
        synchronized (demand) {
            unsent--;
            if (!paused || unsent > MOST_UNSENT) {
                return;
            }
            paused = false;
        }
        core().demand();
    }

    @Override
    public void send(String json, boolean text) {
        send(json.getBytes(StandardCharsets.UTF_8), text);
    }

    @Override
    public void send(byte[] payload, boolean text) {
        synchronized (demand) {
            unsent++;
        }
        session().log().sent(text ? Kind.TEXT : Kind.BINARY, payload);
        Frame frame = new Frame(text ? OpCode.TEXT : OpCode.BINARY).setPayload(payload);
        core().sendFrame(frame, Callback.from(this::sent), false);
    }

    @Override
    public void close(int code, String reason) {
        core().setIdleTimeout(TIME_TO_ANSWER_A_CLOSE);
        CloseFrame frame = new CloseFrame(code, reason);
        session().log().sent(Kind.CLOSE, BufferUtil.toArray(frame.getPayload()));
        core().sendFrame(frame, Callback.NOOP, false);
    }

    @Override
    public void cut() {
        core().abort();
    }

    @Override
    public void onError(Throwable failure, Callback callback) {
        callback.succeeded(); // onClosed follows, with what the failure came to
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        // The client's close frame would have been seen: without one, either the connection is lost or its frames broke
        // the protocol and the server closed.
        boolean byServer = status.getCode() != CloseStatus.NO_CLOSE;
        if (byServer && session().end().isEmpty()) {
            session()
                    .log()
                    .sent(
                            Kind.CLOSE,
                            BufferUtil.toArray(CloseStatus.asPayloadBuffer(status.getCode(), status.getReason())));
        }
        session().closed(end(status, byServer));
        callback.succeeded();
    }

    private static SessionEnd end(CloseStatus status, boolean byEmulator) {
        String reason = status.getReason();
        return new SessionEnd(status.getCode(), reason == null ? "" : reason, byEmulator);
    }

    private CoreSession core() {
        CoreSession opened = core;
        if (opened == null) {
            throw new IllegalStateException("the socket is not open yet");
        }
        return opened;
    }

    private LiveSession session() {
        LiveSession opened = session;
        if (opened == null) {
            throw new IllegalStateException("the socket is not open yet");
        }
        return opened;
    }
}
