package dev.ephemera.transport.internal.websocket;

import okio.ByteString;

/**
 * Is told what happens on one WebSocket: {@code onOpen}, then messages, then perhaps {@code onClosing}, then exactly one of
 * {@code onClosed} and {@code onFailure}, after which nothing more comes. One call at a time; a call that blocks stops the
 * reading of the socket and so pushes back on the peer.
 */
public interface WebSocketListener {

    /** The handshake has succeeded; frames may be sent. */
    void onOpen();

    /**
     * A message has come.
     *
     * @param utf8 the content of a text or of a binary frame
     */
    void onMessage(ByteString utf8);

    /**
     * The peer has begun to close; the engine answers by itself.
     *
     * @param code the close code, 1005 if there was none
     * @param reason the reason, perhaps empty
     */
    void onClosing(int code, String reason);

    /**
     * The closing handshake is over.
     *
     * @param code the peer's close code
     * @param reason the peer's reason
     */
    void onClosed(int code, String reason);

    /**
     * The handshake was refused, the connection broke, or it was aborted.
     *
     * @param failure what happened
     */
    void onFailure(WebSocketFailure failure);
}
