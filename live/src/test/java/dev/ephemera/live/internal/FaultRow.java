package dev.ephemera.live.internal;

import java.util.List;

/**
 * One row of docs/live-faults.md: what is printed of a fault, and how it is tried.
 *
 * @param happens what happens
 * @param sees what the caller sees then, as {@link Seen} words it; … stands for what the platform words
 * @param within which of our deadlines pass until then, and no others
 * @param afterwards what is left
 * @param faces where it is tried
 * @param play lets it happen, and tells what was seen
 */
record FaultRow(String happens, String sees, Within within, Afterwards afterwards, List<LiveFace> faces, Play play) {

    /** Lets a fault happen. */
    interface Play {
        String on(FaultStage stage) throws Exception;
    }

    /** How long it takes the caller to see it. Deadlines are of {@link ManualTime}, unless said. */
    enum Within {
        AT_ONCE("at once"),
        /** Real time, for it is OkHttp's deadline. */
        CONNECT_TIMEOUT("`connectTimeout`"),
        /** Real time, and the engine's own. */
        FAREWELL("2 seconds, in which a last frame may leave"),
        SETUP_TIMEOUT("`setupTimeout`"),
        CLOSE_TIMEOUT("`closeTimeout`"),
        SEND_TIMEOUT("`sendTimeout`"),
        PING_INTERVAL("`pingInterval`"),
        LIVENESS_TIMEOUT("`livenessTimeout`, at the next ping");

        final String words;

        Within(String words) {
            this.words = words;
        }
    }

    /** What is left; {@link FaultStage#assertAfterwards} looks. */
    enum Afterwards {
        NO_SESSION("there is no session, and nothing is left"),
        IDLE_CONNECTION("there is no session; the connection serves the client's next call"),
        NO_PROCESS("the process is gone, and its socket with it"),
        CLOSED("`CLOSED`, and nothing is left"),
        OPEN("`OPEN`; it sends, and closes in order");

        final String words;

        Afterwards(String words) {
            this.words = words;
        }
    }

    /** A connect that fails. */
    static FaultRow refused(String happens, String sees, Play play) {
        return new FaultRow(happens, sees, Within.AT_ONCE, Afterwards.NO_SESSION, List.of(LiveFace.values()), play);
    }

    /** A session that ends. */
    static FaultRow ended(String happens, String sees, Play play) {
        return new FaultRow(happens, sees, Within.AT_ONCE, Afterwards.CLOSED, List.of(LiveFace.values()), play);
    }

    /** A session that goes on. */
    static FaultRow survived(String happens, String sees, Play play) {
        return new FaultRow(happens, sees, Within.AT_ONCE, Afterwards.OPEN, List.of(LiveFace.values()), play);
    }

    FaultRow within(Within other) {
        return new FaultRow(happens, sees, other, afterwards, faces, play);
    }

    FaultRow afterwards(Afterwards other) {
        return new FaultRow(happens, sees, within, other, faces, play);
    }

    /** For what exists on one face only. */
    FaultRow only(LiveFace face) {
        return new FaultRow(happens, sees, within, afterwards, List.of(face), play);
    }

    @Override
    public String toString() {
        return happens;
    }
}
