package dev.ephemera.benchmarks.websocket;

import java.nio.ByteBuffer;

/** Is told what comes, on the engine's thread. */
@FunctionalInterface
interface Inbox {

    /** A whole message, in memory that is the receiver's from now on. */
    void message(ByteBuffer message);
}
