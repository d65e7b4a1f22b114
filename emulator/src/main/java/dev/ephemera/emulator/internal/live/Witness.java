package dev.ephemera.emulator.internal.live;

/** Sees what passes in a session that is handed on, before it is passed on. */
public interface Witness {

    /** Takes a message of the client. */
    void fromClient(byte[] payload);

    /** Takes a message of the service. */
    void fromServer(byte[] payload, boolean text);

    /**
     * Takes the end.
     *
     * @param code the close code; 1005 for a close frame without one, 1006 for a connection that was cut
     * @param byServer whether the service ended it
     */
    void ended(int code, String reason, boolean byServer);
}
