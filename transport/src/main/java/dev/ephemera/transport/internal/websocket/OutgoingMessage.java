package dev.ephemera.transport.internal.websocket;

import java.nio.ByteBuffer;

/** One message on its way out. */
public interface OutgoingMessage {

    /**
     * The JSON text in UTF-8, from the buffer's position to its limit; it is sent as one text frame.
     *
     * @return the bytes, which nobody changes until {@link #left()} has been called or the connection is over
     */
    ByteBuffer utf8();

    /** All bytes of the message have been handed to the socket. Called once at most, on a thread of the engine; must not block. */
    void left();
}
