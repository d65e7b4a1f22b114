package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.fault.Fault;

/** The client's end of a session. Nothing here waits for the client. */
public interface Peer {

    /**
     * Sends one message as one frame.
     *
     * @param json the message
     * @param text whether the frame is a text frame
     */
    void send(String json, boolean text);

    /**
     * Sends one frame with anything in it.
     *
     * @param payload what the frame holds
     * @param text whether the frame is a text frame
     */
    void send(byte[] payload, boolean text);

    /** Sends a close frame. */
    void close(int code, String reason);

    /** Lets something go wrong on the connection now. */
    void inject(Fault fault);

    /** Cuts the connection with no close frame. */
    void cut();
}
