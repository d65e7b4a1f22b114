package dev.ephemera.emulator.internal.live;

/** One end of a session: a connection on which messages leave. Nothing here waits for the other side. */
public interface Line {

    /**
     * Sends one frame with anything in it.
     *
     * @param payload what the frame holds
     * @param text whether the frame is a text frame
     */
    void send(byte[] payload, boolean text);

    /** Sends a close frame; 1005 stands for one without a code. */
    void close(int code, String reason);

    /** Cuts the connection with no close frame. */
    void cut();

    /** Whether something that was sent has not left yet. */
    boolean isBusy();

    /** Reads on, if it has waited for the other end. */
    void proceed();
}
