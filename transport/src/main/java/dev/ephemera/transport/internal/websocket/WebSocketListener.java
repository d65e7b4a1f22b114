package dev.ephemera.transport.internal.websocket;

/**
 * Is told what happens on one WebSocket: {@code onOpen}, then messages, then perhaps {@code onClosing}, then exactly one of
 * {@code onClosed} and {@code onFailure}, after which nothing more comes; a handshake that fails brings {@code onFailure}
 * alone.
 *
 * <p>One call at a time, on threads of the engine, but for {@link #onBroken()}. A call that blocks stops the reading of the socket
 * and so pushes back on the peer; even the end waits for it, also after {@link WebSocketConnection#abort()}. What a call throws
 * breaks the connection and comes back by {@code onFailure}.
 */
public interface WebSocketListener {

    /** The handshake has succeeded. */
    void onOpen();

    /**
     * A message has come.
     *
     * @param message the content of a text or of a binary frame
     * @throws WebSocketViolationException if the peer has said what this side does not take; it is told the code
     */
    void onMessage(WebSocketMessage message) throws WebSocketViolationException;

    /**
     * Nothing can be sent any more. What the peer said before is still being read, for 2 seconds at most, and then comes
     * {@link #onFailure}, if no close frame is found. Called by another thread at any time, also while another call blocks, which
     * shall do so no longer. Must not block, and must not throw.
     */
    void onBroken();

    /**
     * The peer has begun to close, or answers our close. The engine answers by itself when this returns.
     *
     * @param code the close code, 1005 if there was none
     * @param reason the reason, perhaps empty
     */
    void onClosing(int code, String reason);

    /**
     * The closing handshake is over.
     *
     * @param code the peer's close code, 1005 if there was none
     * @param reason the peer's reason, perhaps empty
     */
    void onClosed(int code, String reason);

    /**
     * The handshake was refused or took too long, the connection broke, or it was aborted.
     *
     * @param failure what happened
     */
    void onFailure(WebSocketFailure failure);
}
