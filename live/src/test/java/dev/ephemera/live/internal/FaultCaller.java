package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.Threads;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A thread of the user's that does one thing, and may be interrupted. */
final class FaultCaller {

    private final CompletableFuture<String> seen = new CompletableFuture<>();
    private final Thread thread;

    private FaultCaller(Runnable doing) {
        thread = Threads.daemons("caller").newThread(() -> {
            try {
                doing.run();
                seen.complete("nothing is thrown." + flag());
            } catch (Throwable thrown) {
                seen.complete(Seen.of(thrown) + flag());
            }
        });
    }

    static FaultCaller of(Runnable doing) {
        FaultCaller caller = new FaultCaller(doing);
        caller.thread.start();
        return caller;
    }

    private static String flag() {
        return Thread.currentThread().isInterrupted() ? " The interrupt flag stays set." : "";
    }

    /** Until it waits for a message to leave. */
    void awaitSending() {
        Await.until(
                "the caller waits for its message to leave",
                () -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Sends.class.getName())
                                && frame.getMethodName().equals("await")));
    }

    void interrupt() {
        thread.interrupt();
    }

    /** What it has thrown, and whether its interrupt flag is set. */
    String seen() {
        return LiveFace.settled(seen);
    }
}
