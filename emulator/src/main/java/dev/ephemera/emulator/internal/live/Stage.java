package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** What may be done in a session by whoever plays the service's part. Guarded by the session's lock. */
public interface Stage {

    /** Tells the client that its setup is complete; from then on the session's time counts. */
    void setupComplete();

    /** Sends a message, which need not be one of the service's. A resumption handle in it is honoured later. */
    void send(ObjectNode message);

    /** Sends one frame with anything in it. */
    void send(byte[] payload, boolean text);

    /** Ends the session; 1006 cuts the connection. Does nothing if it has ended. */
    void close(int code, String reason);

    /**
     * Lets something go wrong on the connection.
     *
     * @throws IllegalArgumentException if that cannot happen in a session
     */
    void inject(Fault fault);

    /** When it is by the emulator's clock. */
    Instant now();

    /** Does something when its time has come by the emulator's clock, under the session's lock. */
    Alarm at(Instant when, Runnable task);
}
