package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.fault.Fault;

/** The client's end of a session. */
public interface Peer extends Line {

    /**
     * Sends one message as one frame.
     *
     * @param json the message
     * @param text whether the frame is a text frame
     */
    void send(String json, boolean text);

    /** Lets something go wrong on the connection now. */
    void inject(Fault fault);
}
