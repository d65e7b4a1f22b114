package dev.ephemera.live.internal;

import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.live.SessionTelemetry.Why;
import org.jspecify.annotations.Nullable;

/**
 * What one session leaves in a recording of the JVM's Flight Recorder; nothing where there is no such recorder, as on Android and in
 * runtimes without the module {@code jdk.jfr}. Not thread-safe.
 */
interface FlightLog {

    /** Begins the log of a session. Only here, behind the question, the classes are loaded that need the recorder. */
    static FlightLog begin() {
        return Recorder.PRESENT ? new JfrLog() : new FlightLog() {};
    }

    /** The model's turn begins. */
    default void turnBegan() {}

    /** The turn is over; what was not measured is {@link TurnTiming#NONE}. */
    default void turnOver(
            TurnTiming.End end, @Nullable Input input, long nanos, long latencyNanos, long firstAudioNanos) {}

    /** Audio was dropped. */
    default void dropped(long messages, long bytes) {}

    /** A connection is over, and another is to follow. */
    default void lost() {}

    /** Another has followed, or the session has ended without one. */
    default void reconnected(@Nullable Why why, boolean succeeded, int attempts, long gapNanos) {}

    /** The session has ended. */
    default void ended(SessionEnd end, SessionCounts counts, long nanos, long tokenAgeNanos) {}

    /** Whether this runtime has a recorder. */
    final class Recorder {

        static final boolean PRESENT = isPresent();

        private Recorder() {}

        private static boolean isPresent() {
            try {
                return Class.forName("jdk.jfr.FlightRecorder", false, Recorder.class.getClassLoader()) != null;
            } catch (ClassNotFoundException | LinkageError e) {
                return false;
            }
        }
    }
}
