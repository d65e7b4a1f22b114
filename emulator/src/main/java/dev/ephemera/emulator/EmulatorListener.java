package dev.ephemera.emulator;

/**
 * Hears what goes on in an emulator as it happens; see {@link GeminiEmulator#listen}.
 *
 * <p>The methods are called on the emulator's own threads, perhaps by several at once, and the session waits meanwhile:
 * be quick, and hand long work to others. They may call the session. What they throw is logged and changes nothing.
 */
public interface EmulatorListener {

    /**
     * A connection to a Live method has opened.
     *
     * @param session the new session
     */
    default void opened(EmulatedSession session) {}

    /**
     * A message or a control frame has come in, or is about to go out. Those of one direction come in order.
     *
     * @param session whose it is
     * @param frame what it is
     */
    default void passed(EmulatedSession session, EmulatedFrame frame) {}

    /**
     * A session has ended.
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
