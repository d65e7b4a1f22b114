package dev.ephemera.emulator.internal.observe;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedFrame.Direction;
import dev.ephemera.emulator.EmulatedFrame.Kind;
import dev.ephemera.emulator.EmulatedSession;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** What passes on one connection: told to listeners, and the newest of it kept. Safe for use by any thread. */
public final class FrameLog {

    private final Deque<EmulatedFrame> kept = new ArrayDeque<>();
    private final EmulatedSession session;
    private final int mostKept;
    private final Supplier<Instant> clock;
    private final Listeners listeners;

    public FrameLog(EmulatedSession session, int mostKept, Supplier<Instant> clock, Listeners listeners) {
        this.session = session;
        this.mostKept = mostKept;
        this.clock = clock;
        this.listeners = listeners;
    }

    public void received(Kind kind, byte[] payload) {
        add(new ObservedFrame(clock.get(), Direction.RECEIVED, kind, payload));
    }

    public void sent(Kind kind, byte[] payload) {
        add(new ObservedFrame(clock.get(), Direction.SENT, kind, payload));
    }

    private void add(EmulatedFrame frame) {
        synchronized (kept) {
            kept.addLast(frame);
            if (kept.size() > mostKept) {
                kept.removeFirst();
            }
        }
        listeners.passed(session, frame); // with no lock held: a listener may call the session
    }

    public List<EmulatedFrame> frames() {
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }
}
