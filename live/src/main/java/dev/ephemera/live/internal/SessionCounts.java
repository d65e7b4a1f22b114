package dev.ephemera.live.internal;

/**
 * What passed in a session; the setup does not count.
 *
 * @param messagesSent messages that left for the socket
 * @param bytesSent their length
 * @param messagesReceived messages that came
 * @param bytesReceived their length
 * @param turns turns in which the model said or called something
 * @param reconnects connections that followed another
 * @param messagesDropped audio that was dropped before it left
 * @param bytesDropped its length
 */
record SessionCounts(
        long messagesSent,
        long bytesSent,
        long messagesReceived,
        long bytesReceived,
        long turns,
        long reconnects,
        long messagesDropped,
        long bytesDropped) {}
