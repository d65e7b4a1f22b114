package dev.ephemera.live;

/** What becomes of a message that has no room in a session's outbound queue. */
public enum OutboundPolicy {
    /** It waits, in order, until there is room, for at most {@link SessionOptions#sendTimeout()}. */
    WAIT,
    /** Its send fails at once. */
    FAIL,
    /**
     * The oldest audio that has not begun to leave makes room for newer audio: its own send fails, and a
     * {@link LiveEvent.AudioDropped} says how much was lost. What is not audio is never dropped, and waits as with {@link #WAIT}.
     */
    DROP_OLDEST_AUDIO
}
