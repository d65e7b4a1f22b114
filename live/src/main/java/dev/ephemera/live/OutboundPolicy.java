package dev.ephemera.live;

/** What becomes of a message that has no room in a session's outbound queue. */
public enum OutboundPolicy {
    /** It waits, in order, until there is room, for at most {@link SessionOptions#sendTimeout()}. */
    WAIT,
    /** Its send fails at once; the session lives on. Answers of {@link LiveTools} wait as with {@link #WAIT}. */
    FAIL,
    /**
     * The oldest audio that has not begun to leave makes room for newer audio: its own send fails, and a
     * {@link LiveEvent.AudioDropped} says how much was lost. A blocking send of audio does not wait until it has left. What is not
     * audio is never dropped, but for activity marks all of whose audio was, and waits as with {@link #WAIT}; while it alone leaves no
     * room for the newer audio, that waits too, and older audio goes only as far as all audio would be more than
     * {@link SessionOptions#maxQueuedBytes()}.
     */
    DROP_OLDEST_AUDIO
}
