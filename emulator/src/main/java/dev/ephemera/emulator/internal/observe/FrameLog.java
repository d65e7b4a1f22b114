package dev.ephemera.emulator.internal.observe;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedFrame.Direction;
import dev.ephemera.emulator.EmulatedFrame.Kind;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.internal.memory.Recent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What passes on one connection: told to listeners, and the newest of it kept. Safe for use by any thread. */
public final class FrameLog {

    private final Deque<Object> kept = new ArrayDeque<>();
    private final EmulatedSession session;
    private final Recent<Object, EmulatedFrame> ofAllSessions;
    private final int mostKept;
    private final Supplier<Instant> clock;
    private final News news;

    /**
     * Begins with nothing.
     *
     * @param session whose connection it is
     * @param ofAllSessions holds the frames themselves, and forgets those of any session
     * @param mostKept how many stay
     * @param clock when it is
     * @param news takes what passes
     */
    public FrameLog(
            EmulatedSession session,
            Recent<Object, EmulatedFrame> ofAllSessions,
            int mostKept,
            Supplier<Instant> clock,
            News news) {
        this.session = session;
        this.ofAllSessions = ofAllSessions;
        this.mostKept = mostKept;
        this.clock = clock;
        this.news = news;
    }

    public void received(Kind kind, byte[] payload) {
        add(new ObservedFrame(clock.get(), Direction.RECEIVED, kind, payload));
    }

    public void sent(Kind kind, byte[] payload) {
        add(new ObservedFrame(clock.get(), Direction.SENT, kind, payload));
    }

    private void add(EmulatedFrame frame) {
        if (mostKept > 0) {
            keep(frame);
        }
        news.add(listener -> listener.passed(session, frame), frame.size());
    }

    private void keep(EmulatedFrame frame) {
        Object key = new Object();
        synchronized (kept) {
            if (kept.size() == mostKept) {
                ofAllSessions.remove(kept.removeFirst());
            }
            kept.addLast(key);
            ofAllSessions.put(key, frame, frame.size());
        }
    }

    public List<EmulatedFrame> frames() {
        synchronized (kept) {
            return kept.stream()
                    .map(ofAllSessions::get)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }
}
