package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.websocket.WebSocketViolationException;

/** Counts frames that hold no message, and gives a peer up that sends nothing else any more. For the reading thread. */
final class MalformedFrames {

    private static final int MOST_IN_A_ROW = 1_000;
    private static final int INCONSISTENT_DATA = 1007;

    private int inARow;

    /** Takes the next frame. */
    void add(ServerFrame frame) throws WebSocketViolationException {
        inARow = frame.malformed() ? inARow + 1 : 0;
        if (inARow == MOST_IN_A_ROW) {
            throw new WebSocketViolationException(
                    INCONSISTENT_DATA, MOST_IN_A_ROW + " frames in a row hold no message of the Live API.");
        }
    }
}
