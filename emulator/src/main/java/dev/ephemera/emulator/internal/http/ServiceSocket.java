package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.credential.StandIn;
import dev.ephemera.emulator.internal.live.Close;
import dev.ephemera.emulator.internal.live.RelayedSession;
import dev.ephemera.emulator.internal.live.Service;
import dev.ephemera.emulator.internal.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/** The WebSocket to another endpoint that plays the service's part in one session. Nothing is read before it serves. */
final class ServiceSocket implements FrameHandler, Service {

    /** A connection upstream for which the client's never opens is given up. */
    private static final Duration TIME_TO_SERVE = Duration.ofSeconds(30);

    /** What there is once the WebSocket is open. */
    private record Opened(CoreSession core, Outbox outbox, Reception reception) {}

    private final Timeline timeline;
    private final StandIn key;
    private final Parts parts;
    private final Farewell farewell = new Farewell();
    private @Nullable Opened opened;
    private @Nullable RelayedSession session;
    private boolean lost;

    /**
     * Makes one.
     *
     * @param key what the client presents in another's place, and gets back there
     * @param maxBytes the longest message that is read
     */
    ServiceSocket(Timeline timeline, StandIn key, int maxBytes) {
        this.timeline = timeline;
        this.key = key;
        this.parts = new Parts(maxBytes);
    }

    @Override
    public synchronized void onOpen(CoreSession core, Callback callback) {
        Outbox outbox = new Outbox(() -> session().ifPresent(RelayedSession::leftForService));
        Reception reception = new Reception(
                timeline,
                () -> session().filter(RelayedSession::isReadyForService).isPresent(),
                core::demand);
        opened = new Opened(core, outbox, reception);
        core.setIdleTimeout(TIME_TO_SERVE);
        callback.succeeded();
    }

    @Override
    public void serve(RelayedSession served) {
        boolean gone;
        synchronized (this) {
            session = served;
            gone = lost;
        }
        if (gone) {
            served.lostByService();
        } else {
            opened().core().setIdleTimeout(Duration.ZERO);
            opened().reception().next(0, timeline.now());
        }
    }

    private synchronized Optional<RelayedSession> session() {
        return Optional.ofNullable(session);
    }

    private synchronized Opened opened() {
        Opened open = opened;
        if (open == null) {
            throw new IllegalStateException("the socket is not open yet");
        }
        return open;
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Unforeseen.guard(() -> take(frame, callback));
    }

    private void take(Frame frame, Callback callback) {
        Opened open = opened();
        RelayedSession served = session().orElseThrow(); // for nothing is read before
        int bytes = frame.getPayloadLength();
        switch (frame.getOpCode()) {
            case OpCode.PING -> leave(new Frame(OpCode.PONG, BufferUtil.copy(frame.getPayload())));
            case OpCode.CLOSE -> {
                CloseStatus status = CloseStatus.getCloseStatus(frame);
                String reason = status.getReason() == null ? "" : status.getReason();
                served.closedByService(status.getCode(), key.inAnswer(reason));
                callback.succeeded(); // which answers it
                return;
            }
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> data(frame, open.core(), served);
            default -> {}
        }
        callback.succeeded();
        open.reception().next(bytes, timeline.now());
    }

    private void data(Frame frame, CoreSession core, RelayedSession served) {
        if (farewell.drops(core)) {
            return;
        }
        try {
            parts.add(frame).ifPresent(message -> served.said(key.inAnswer(message), parts.areText()));
        } catch (MessageTooLargeException tooLarge) {
            served.refuse(Close.TOO_LARGE);
        }
    }

    @Override
    public void send(byte[] payload, boolean text) {
        leave(new Frame(text ? OpCode.TEXT : OpCode.BINARY).setPayload(payload));
    }

    @Override
    public void close(int code, String reason) {
        farewell.begin(opened().core());
        leave(new CloseFrame(code, reason));
    }

    private void leave(Frame frame) {
        Opened open = opened();
        open.outbox().add(done -> open.core().sendFrame(frame, done, false));
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
    public void onError(Throwable failure, Callback callback) {
        callback.succeeded(); // onClosed follows, with what the failure came to
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        synchronized (this) {
            lost = true;
        }
        session().ifPresent(served -> {
            opened().reception().stop();
            served.lostByService(); // unless a close frame came before
        });
        callback.succeeded();
    }
}
