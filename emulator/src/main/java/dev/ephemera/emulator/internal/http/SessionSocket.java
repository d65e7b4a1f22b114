package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.EmulatedFrame.Kind;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.Moment;
import dev.ephemera.emulator.internal.live.Close;
import dev.ephemera.emulator.internal.live.ConnectedSession;
import dev.ephemera.emulator.internal.live.Peer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: makes messages of frames and frames of messages. What a client sends after the end is dropped, and not
 * waited for long.
 */
final class SessionSocket implements FrameHandler, Peer {

    private static final int MOST_UNSENT = 256;

    /** What there is once the WebSocket is open. */
    private record Opened(
            CoreSession core,
            ConnectedSession session,
            Outbox outbox,
            Transmission transmission,
            Reception reception,
            SessionFaults faults,
            Optional<Pings> pings) {}

    private final Function<Peer, ConnectedSession> sessions;
    private final SessionPlan plan;
    private final Parts parts;
    private final Farewell farewell = new Farewell();
    private @Nullable Opened opened;
    private long received;
    private long sent;

    /**
     * Makes one.
     *
     * @param sessions begins the session once the connection is open
     * @param plan what shall go wrong in it
     * @param maxBytes the longest message that is read
     */
    SessionSocket(Function<Peer, ConnectedSession> sessions, SessionPlan plan, int maxBytes) {
        this.sessions = sessions;
        this.plan = plan;
        this.parts = new Parts(maxBytes);
    }

    @Override
    public void onOpen(CoreSession core, Callback callback) {
        Outbox outbox = new Outbox(this::left);
        Transmission transmission = new Transmission(core, plan.wire(), plan.timeline());
        SessionFaults faults;
        synchronized (this) { // who finds the session among the others waits here until it can be used
            ConnectedSession session = sessions.apply(this);
            Reception reception = new Reception(
                    plan.timeline(), () -> outbox.size() <= MOST_UNSENT && session.isReady(), core::demand);
            faults = new SessionFaults(plan, core, session, outbox, transmission, reception);
            Optional<Pings> pings =
                    plan.pingEvery().map(pause -> new Pings(plan.timeline(), pause, () -> outbox.add(ping())));
            opened = new Opened(core, session, outbox, transmission, reception, faults, pings);
        }
        callback.succeeded();
        opened().session().opened();
        faults.opened();
        opened().pings().ifPresent(Pings::start);
        opened().reception().next(0, plan.timeline().now());
    }

    private void left() {
        opened().reception().proceed();
        opened().session().left();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Unforeseen.guard(() -> take(frame, callback));
    }

    private void take(Frame frame, Callback callback) {
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
                open.pings().ifPresent(Pings::stop);
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
        return control(new Frame(OpCode.PONG, ByteBuffer.wrap(payload)), Kind.PONG, payload, open);
    }

    private Outbox.Step ping() {
        return control(new Frame(OpCode.PING), Kind.PING, new byte[0], opened());
    }

    private static Outbox.Step control(Frame frame, Kind kind, byte[] payload, Opened open) {
        Outbox.Step step = open.transmission().of(frame);
        return done -> {
            open.session().log().sent(kind, payload);
            step.run(done);
        };
    }

    private void data(Frame frame, Opened open) {
        if (farewell.drops(open.core())) {
            return;
        }
        try {
            parts.add(frame).ifPresent(message -> received(message, open));
        } catch (MessageTooLargeException tooLarge) {
            open.session().refuse(Close.TOO_LARGE);
        }
    }

    private void received(byte[] message, Opened open) {
        boolean text = parts.areText();
        open.session().log().received(text ? Kind.TEXT : Kind.BINARY, message);
        open.faults().meet(Moment.afterReceived(++received));
        open.session().received(message, !text);
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
        open.pings().ifPresent(Pings::stop);
        CloseFrame frame = new CloseFrame(code, reason);
        open.session().log().sent(Kind.CLOSE, BufferUtil.toArray(frame.getPayload()));
        farewell.begin(open.core());
        open.outbox().add(open.transmission().of(frame));
    }

    @Override
    public void cut() {
        opened().core().abort();
    }

    @Override
    public boolean isBusy() {
        return opened().outbox().size() > 0;
    }

    @Override
    public void proceed() {
        opened().reception().proceed();
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
        open.pings().ifPresent(Pings::stop);
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
