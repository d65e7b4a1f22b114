package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.Moment;
import dev.ephemera.emulator.internal.live.Close;
import dev.ephemera.emulator.internal.live.ConnectedSession;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;

/** What goes wrong on one WebSocket: the planned fault when its moment comes, and what is injected. */
final class SessionFaults {

    private static final int NO_CLOSE_FRAME = 1006;
    private static final String TEXT_BEGINS = "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"";
    private static final String TEXT_ENDS = "\"}]}}}";

    private final SessionPlan plan;
    private final CoreSession core;
    private final ConnectedSession session;
    private final Outbox outbox;
    private final Transmission transmission;
    private final Reception reception;
    private volatile Duration pongDelay = Duration.ZERO;
    private volatile boolean ignoresPings;
    private volatile boolean ignoresClose;
    private volatile boolean over;
    private Alarm later = Alarm.DONE;

    SessionFaults(
            SessionPlan plan,
            CoreSession core,
            ConnectedSession session,
            Outbox outbox,
            Transmission transmission,
            Reception reception) {
        this.plan = plan;
        this.core = core;
        this.session = session;
        this.outbox = outbox;
        this.transmission = transmission;
        this.reception = reception;
    }

    void opened() {
        meet(Moment.AFTER_OPEN);
        plan.fault()
                .map(Fault::at)
                .filter(at -> at.event() == Moment.Event.TIME)
                .ifPresent(at -> later = plan.timeline().after(at.delay(), () -> meet(at)));
    }

    /** Lets what is planned for this moment begin, if anything is. */
    void meet(Moment moment) {
        planned(moment).ifPresent(this::inject);
    }

    /** Returns what is planned for a moment in the order of what leaves, as a step of it. */
    Optional<Outbox.Step> inOrder(Moment moment) {
        return planned(moment)
                .map(fault -> done -> begin(fault).ifPresentOrElse(step -> step.run(done), done::succeeded));
    }

    private Optional<Fault> planned(Moment moment) {
        return plan.fault().filter(fault -> fault.at().equals(moment));
    }

    /** Begins a fault now. */
    void inject(Fault fault) {
        begin(fault).ifPresent(outbox::add);
    }

    void ended() {
        later.cancel();
    }

    /** Answers a ping of the client, or does not. */
    void ping(Outbox.Step pong) {
        if (!ignoresPings) {
            plan.timeline().after(pongDelay, () -> outbox.add(pong));
        }
    }

    /** Answers the client's close frame, or does not. */
    void closing(Callback answer) {
        outbox.add(done -> {
            if (over) {
                core.abort();
            } else if (!ignoresClose && !transmission.isSilent()) {
                answer.succeeded();
            }
            done.succeeded();
        });
    }

    /** Begins a fault, and returns what it writes. */
    private Optional<Outbox.Step> begin(Fault fault) {
        if (session.end().isPresent()) {
            return Optional.empty();
        }
        change(fault);
        plan.faults().record(fault, plan.request(), Optional.of(session));
        return act(fault);
    }

    /** Makes the connection another from now on; that cannot be seen before it is recorded. */
    private void change(Fault fault) {
        switch (fault.kind()) {
            case DELAY -> transmission.delay(fault.duration("for").orElseThrow());
            case SILENCE -> transmission.silence();
            case SLOW_WRITER -> transmission.slow(fault.number("bytesPerSecond"));
            case FRAGMENTED -> transmission.fragment((int) fault.number("frames"));
            case SLOW_READER -> read(fault.number("bytesPerSecond"));
            case HALF_OPEN -> {
                reception.stop();
                transmission.silence();
            }
            case LATE_PONG -> pongDelay = fault.duration("for").orElseThrow();
            case NO_PONG -> ignoresPings = true;
            case IGNORE_CLOSE -> ignoresClose = true;
            default -> {}
        }
    }

    /** Does what can be seen at once, or returns what has to wait for what leaves before it. */
    private Optional<Outbox.Step> act(Fault fault) {
        switch (fault.kind()) {
            case DROP -> drop();
            case RESET -> reset();
            default -> {}
        }
        return Optional.ofNullable(
                switch (fault.kind()) {
                    case REFUSE_SETUP, CLOSE -> close((int) fault.number("code"), fault.text("reason"));
                    case MALFORMED_FRAME -> bytes(RawFrames.malformed(fault.text("defect")));
                    case INVALID_UTF8 -> bytes(RawFrames.invalidUtf8());
                    case PING_FLOOD -> bytes(RawFrames.pings((int) fault.number("count")));
                    case TRUNCATED_FRAME -> truncated(fault);
                    case OVERSIZED_FRAME -> oversized(fault.number("bytes"));
                    case MALFORMED_JSON -> message("{\n  \"serverContent\": {\n    \"modelTurn\"");
                    case UNKNOWN_MESSAGE -> message("{\n  \"somethingNew\": {\n    \"value\": 1\n  }\n}\n");
                    case EMPTY_MESSAGE -> message("");
                    case MESSAGE -> message(fault.text("text"));
                    case EARLY_MESSAGE -> message(TEXT_BEGINS + "early" + TEXT_ENDS);
                    case DUPLICATE_SETUP_COMPLETE -> message("{\n  \"setupComplete\": {}\n}\n");
                    default -> null;
                });
    }

    private void read(long bytesPerSecond) {
        if (bytesPerSecond == 0) {
            reception.stop();
        } else {
            reception.slow(bytesPerSecond);
        }
    }

    private void drop() {
        over(NO_CLOSE_FRAME, "");
        plan.wire().finish();
    }

    private void reset() {
        over(NO_CLOSE_FRAME, "");
        plan.wire().reset();
    }

    private void over(int code, String reason) {
        session.closed(new SessionEnd(code, reason, true));
        transmission.silence();
        over = true;
    }

    private Outbox.Step close(int code, String reason) {
        Close close = new Close(code, reason);
        return done -> {
            over(code, close.reason());
            core.addIdleTimeoutListener(unanswered -> {
                core.abort();
                return false;
            });
            core.setIdleTimeout(Farewell.TIME_TO_ANSWER);
            plan.wire().write(RawFrames.close(code, close.reason()), done);
        };
    }

    private Outbox.Step bytes(ByteBuffer bytes) {
        return done -> plan.wire().write(bytes, done);
    }

    private Outbox.Step message(String text) {
        return bytes(RawFrames.frame(true, opCode(), text.getBytes(StandardCharsets.UTF_8)));
    }

    private Outbox.Step oversized(long bytes) {
        return done -> plan.wire()
                .write(
                        RawFrames.header(true, opCode(), bytes),
                        Callback.from(
                                () -> Trickle.fast(
                                        new Padding(TEXT_BEGINS, bytes, TEXT_ENDS),
                                        plan.timeline(),
                                        plan.wire()::write,
                                        done),
                                done::failed));
    }

    private Outbox.Step truncated(Fault fault) {
        int sent = (int) Math.min(fault.number("sent"), fault.number("promised"));
        ByteBuffer header = RawFrames.header(true, opCode(), fault.number("promised"));
        ByteBuffer bytes = ByteBuffer.allocate(header.remaining() + sent)
                .put(header)
                .put(" ".repeat(sent).getBytes(StandardCharsets.US_ASCII))
                .flip();
        Runnable then = switch (fault.text("then")) {
            case "drop" -> this::drop;
            case "reset" -> this::reset;
            default -> transmission::silence;
        };
        return done -> plan.wire().write(bytes, Callback.from(then, done));
    }

    private byte opCode() {
        return plan.text() ? OpCode.TEXT : OpCode.BINARY;
    }
}
