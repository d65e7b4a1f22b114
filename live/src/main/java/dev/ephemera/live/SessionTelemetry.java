package dev.ephemera.live;

import java.time.Duration;

/**
 * Is told what a session measures. Each method is one measurement and does nothing by default; {@link SessionOptions#telemetry()}
 * gives each session its own.
 *
 * <p><b>Threads.</b> The calls for one session come one at a time, in the order of what was measured, on threads of the client's that
 * neither read sockets nor keep time. They must not block all the same: what follows waits for them. Of what waits, drops become one
 * sum and depths of the queue one peak; of the rest, no more than 256 measurements wait, and {@link #missed} tells how many found no
 * room. The session itself waits for none of it. An object that several sessions share is called by several threads at once.
 *
 * <p><b>What a method throws</b> goes to the thread's uncaught exception handler and ends nothing.
 *
 * <p><b>Turns.</b> An answer is measured from the user's input: the last one before it that asks for an answer ({@link Input}), from the
 * moment at which it had left for the socket, or its end was heard by the service. An answer begins with the first output of the
 * model, which is a part of any kind, thoughts included, a piece of the output's transcription, or a call of functions. While the model speaks, its
 * output answers nothing new: input that comes then counts for what follows its turn or its interruption. Output without any
 * input before it is not measured.
 */
public interface SessionTelemetry {

    /** Which input an answer is measured from. More kinds may come with later versions. */
    enum Input {
        /** Realtime text. */
        TEXT,
        /** Client content with {@code turnComplete}. */
        CONTENT,
        /** An {@code activityEnd}, where the client itself says who speaks when. */
        ACTIVITY_END,
        /**
         * The end of the user's speech: the moment at which the service's word of it came ({@link LiveEvent.VoiceActivity},
         * {@link LiveEvent.VoiceActivityDetectionSignal}), or at which an {@code audioStreamEnd} left.
         */
        SPEECH_END,
        /**
         * The last audio that left before the first output of a turn, where nothing said that the speech had ended. A microphone that
         * stays on makes this next to nothing: it is a lower bound, and not to be mixed with the others.
         */
        AUDIO,
        /** What functions gave back. */
        TOOL_RESPONSE
    }

    /** Why a session went from one connection to another. More reasons may come with later versions. */
    enum Why {
        /** The service had announced that it would cut the connection. */
        GO_AWAY,
        /** The connection was lost, or closed by the service. */
        LOSS
    }

    /**
     * The session is open: its first setup is complete. Not called for one that never opens.
     *
     * @param took the time since it began to connect, with its credentials at hand
     */
    default void opened(Duration took) {}

    /**
     * An answer has begun; called at the first output of a turn, and once more for each time that the model goes on behind
     * functions that it had waited for.
     *
     * @param input what it is measured from
     * @param latency from that input to the first output
     */
    default void turnLatency(Input input, Duration latency) {}

    /**
     * The first audio of a turn has come; called once a turn at most. Where functions are called before it, the time they take is
     * part of it: it is what the user waits.
     *
     * @param input what the turn's first output was measured from
     * @param time from that input to the first audio
     */
    default void timeToFirstAudio(Input input, Duration time) {}

    /**
     * How much has been handed over for sending and has not left, that which waits for room included. Called when that changes, but no
     * more than once a second; also at once when nothing waits any more after a call that told of something.
     *
     * @param messages how many messages wait
     * @param bytes their length on the wire
     * @param peakBytes the most bytes since the last call
     */
    default void queueDepth(long messages, long bytes, long peakBytes) {}

    /**
     * Audio was dropped, for the reasons that {@link LiveEvent.AudioDropped} has. Several drops may come as one sum.
     *
     * @param messages how many messages were dropped
     * @param bytes their length on the wire
     */
    default void dropped(long messages, long bytes) {}

    /**
     * The session is open again, over another connection.
     *
     * @param why why the one before was left
     * @param attempts how many connections were tried, this one included
     * @param gap from the moment at which the one before was over to the setup of this one
     */
    default void reconnected(Why why, int attempts, Duration gap) {}

    /**
     * A connection that was opened with an ephemeral token is over; called once for each, before {@link #ended} for the last.
     *
     * @param age the time since this session first presented that token; when the token was minted is not known here. A token
     *     that comes back after another counts anew
     */
    default void tokenAge(Duration age) {}

    /**
     * Measurements were not told, since too many of them waited.
     *
     * @param measurements how many
     */
    default void missed(long measurements) {}

    /**
     * The session has ended, or never opened. The last call; nothing waits for sending any more.
     *
     * @param end how
     * @param lasted the time since it began to connect
     */
    default void ended(SessionEnd end, Duration lasted) {}

    /**
     * Listens to nothing.
     *
     * @return always the same object
     */
    static SessionTelemetry none() {
        return NoTelemetry.INSTANCE;
    }
}
