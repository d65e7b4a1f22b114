package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.EmulatedFrame.Kind;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.Moment;
import dev.ephemera.emulator.internal.live.Close;
import dev.ephemera.emulator.internal.live.Handshake;
import dev.ephemera.emulator.internal.live.LiveSession;
import dev.ephemera.emulator.internal.live.LiveSessions;
import dev.ephemera.emulator.internal.live.Peer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: makes messages of frames and frames of messages. What a client sends after the end is dropped, and not
 * waited for long.
 */
final class SessionSocket implements FrameHandler, Peer {

    static final Duration TIME_TO_ANSWER_A_CLOSE = Duration.ofSeconds(5);

    /** What there is once the WebSocket is open. */
    private record Opened(
            CoreSession core,
            LiveSession session,
            Outbox outbox,
            Transmission transmission,
            Reception reception,
            SessionFaults faults) {}

    private final LiveSessions sessions;
    private final Handshake handshake;
    private final SessionPlan plan;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable Opened opened;
    private boolean binary;
    private volatile @Nullable Long closing;
    private long received;
    private long sent;

    SessionSocket(LiveSessions sessions, Handshake handshake, SessionPlan plan) {
        this.sessions = sessions;
        this.handshake = handshake;
        this.plan = plan;
    }

    @Override
    public void onOpen(CoreSession core, Callback callback) {
        Outbox outbox = new Outbox(() -> opened().reception().proceed());
        Transmission transmission = new Transmission(core, plan.wire(), plan.timeline());
        Reception reception = new Reception(plan.timeline(), outbox, core::demand);
        SessionFaults faults;
        synchronized (this) { // who finds the session among the others waits here until it can be used
            LiveSession session = sessions.open(handshake, this);
            faults = new SessionFaults(plan, core, session, outbox, transmission, reception);
            opened = new Opened(core, session, outbox, transmission, reception, faults);
        }
        callback.succeeded();
        opened().session().opened();
        faults.opened();
        reception.next(0, plan.timeline().now());
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Opened open = opened();
        Instant arrived = plan.timeline().now();
        int bytes = frame.getPayloadLength();
        switch (frame.getOpCode()) {
            case OpCode.PING -> {
                byte[] payload = BufferUtil.toArray(frame.getPayload());
                open.session().log().received(Kind.PING, payload);
                open.faults().ping(pong(payload, open));
            }
            case OpCode.PONG -> open.session().log().received(Kind.PONG, BufferUtil.toArray(frame.getPayload()));
            case OpCode.CLOSE -> {
                open.session().log().received(Kind.CLOSE, BufferUtil.toArray(frame.getPayload()));
                open.session().closed(end(CloseStatus.getCloseStatus(frame), false));
                open.faults().closing(callback);
                return;
            }
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> data(frame, open);
            default -> {}
        }
        callback.succeeded();
        open.reception().next(bytes, arrived);
    }

    private static Outbox.Step pong(byte[] payload, Opened open) {
        Outbox.Step pong = open.transmission().of(new Frame(OpCode.PONG, ByteBuffer.wrap(payload)));
        return done -> {
            open.session().log().sent(Kind.PONG, payload);
            pong.run(done);
        };
    }

    private void data(Frame frame, Opened open) {
        Long since = closing;
        if (since != null) {
            if (System.nanoTime() - since > TIME_TO_ANSWER_A_CLOSE.toNanos()) {
                cut();
            }
            return;
        }
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            binary = frame.getOpCode() == OpCode.BINARY;
        }
        if (message.size() + (long) frame.getPayloadLength() > open.core().getMaxFrameSize()) {
            message.reset();
            open.session().refuse(Close.TOO_LARGE);
            return;
        }
        message.writeBytes(BufferUtil.toArray(frame.getPayload()));
        if (frame.isFin()) {
            byte[] bytes = message.toByteArray();
            message.reset();
            open.session().log().received(binary ? Kind.BINARY : Kind.TEXT, bytes);
            open.faults().meet(Moment.afterReceived(++received));
            open.session().received(bytes, binary);
        }
    }

    @Override
    public void send(String json, boolean text) {
        send(json.getBytes(StandardCharsets.UTF_8), text);
    }

    @Override
    public void send(byte[] payload, boolean text) {
        Opened open = opened();
        open.session().log().sent(text ? Kind.TEXT : Kind.BINARY, payload);
        Frame frame = new Frame(text ? OpCode.TEXT : OpCode.BINARY).setPayload(payload);
        if (sent == 0) {
            open.faults().inOrder(Moment.BEFORE_SETUP_COMPLETE).ifPresent(open.outbox()::add);
        }
        open.outbox().add(open.transmission().of(frame));
        open.faults().inOrder(Moment.afterSent(++sent)).ifPresent(open.outbox()::add);
    }

    @Override
    public void close(int code, String reason) {
        Opened open = opened();
        CloseFrame frame = new CloseFrame(code, reason);
        open.session().log().sent(Kind.CLOSE, BufferUtil.toArray(frame.getPayload()));
        closing = System.nanoTime();
        open.core().setIdleTimeout(TIME_TO_ANSWER_A_CLOSE);
        open.outbox().add(open.transmission().of(frame));
    }

    @Override
    public void cut() {
        opened().core().abort();
    }

    @Override
    public void inject(Fault fault) {
        opened().faults().inject(fault);
    }

    @Override
    public void onError(Throwable failure, Callback callback) {
        callback.succeeded(); // onClosed follows, with what the failure came to
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        Opened open = opened();
        open.reception().stop();
        open.faults().ended();
        // The client's close frame would have been seen: without one, either the connection is lost or its frames broke
        // the protocol and the server closed.
        boolean byServer = status.getCode() != CloseStatus.NO_CLOSE;
        if (byServer && open.session().end().isEmpty()) {
            ByteBuffer payload = CloseStatus.asPayloadBuffer(status.getCode(), status.getReason());
            open.session().log().sent(Kind.CLOSE, BufferUtil.toArray(payload));
        }
        open.session().closed(end(status, byServer));
        callback.succeeded();
    }

    private static SessionEnd end(CloseStatus status, boolean byEmulator) {
        String reason = status.getReason();
        return new SessionEnd(status.getCode(), reason == null ? "" : reason, byEmulator);
    }

    private synchronized Opened opened() {
        Opened open = opened;
        if (open == null) {
            throw new IllegalStateException("the socket is not open yet");
        }
        return open;
    }
}
