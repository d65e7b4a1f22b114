package dev.ephemera.transport.internal.websocket;

import okio.ByteString;

/** What a peer says: a message, of however many fragments, or a control frame. */
sealed interface Incoming {

    record Message(WebSocketMessage content) implements Incoming {}

    record Ping(ByteString payload) implements Incoming {}

    record Pong() implements Incoming {}

    /** A close frame; the code is 1005 if it has none. */
    record Close(int code, String reason) implements Incoming {}
}
