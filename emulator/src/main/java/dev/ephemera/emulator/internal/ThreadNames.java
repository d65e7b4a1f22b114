package dev.ephemera.emulator.internal;

import java.util.concurrent.atomic.AtomicInteger;

/** Numbers the servers of this JVM in the names of their threads, so that one can tell whose a thread is. */
public final class ThreadNames {

    private static final AtomicInteger SERVERS = new AtomicInteger();

    private ThreadNames() {}

    /** Returns a name that no other server has; those of its threads begin with it and another dash. */
    public static String next(String kind) {
        return kind + "-" + SERVERS.incrementAndGet();
    }
}
