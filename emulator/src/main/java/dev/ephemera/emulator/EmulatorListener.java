package dev.ephemera.emulator;

/**
 * Hears what goes on in an emulator as it happens; see {@link GeminiEmulator#listen}.
 *
 * <p>The methods are called on threads of their own: about one session by one thread at a time and in order, about several
 * by several at once, up to 64; and so about what belongs to no session, answers and warnings. They hold nothing up: they may
 * call the session and the emulator, close both, and wait for others who do. What happens meanwhile is kept until they
 * return, up to a megabyte of frames of a session, so hand long work to others: whoever brings more waits, as long as they go
 * on. Where one has not returned for five seconds then, no more frames are told until it does, and the log says how many were
 * not. They are told a moment late: the client may have a message already, and the call that
 * ended a session may have returned. What they throw is logged and changes nothing.
 */
public interface EmulatorListener {

    /**
     * A request has been answered, or cut off: one for a token, or one that leads nowhere. Those that have opened a session
     * are not among them.
     *
     * @param request the method and path, as in {@code POST /v1alpha/auth_tokens}
     * @param status the HTTP status of the answer; 0 if none went out
     * @param said the fingerprint of the token, or why there is none, without secrets; may be empty
     */
    default void answered(String request, int status, String said) {}

    /**
     * A connection to a Live method has opened.
     *
     * @param session the new session
     */
    default void opened(EmulatedSession session) {}

    /**
     * A message or a control frame has come in, or goes out. All of one session come in order.
     *
     * @param session whose it is
     * @param frame what it is
     */
    default void passed(EmulatedSession session, EmulatedFrame frame) {}

    /**
     * A session has ended. Nothing of it is sent any more, and the close frame, if there was one, has been told.
     *
     * @param session the session
     * @param end how it ended
     */
    default void ended(EmulatedSession session, SessionEnd end) {}

    /**
     * The emulator warns of something for the first time; see {@link GeminiEmulator#warnings()}.
     *
     * @param warning the text, without secrets
     */
    default void warned(String warning) {}
}
