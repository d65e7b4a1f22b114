package dev.ephemera.live.internal;

import dev.ephemera.types.LiveClientMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Which accepted messages are still in the socket's queue: the newest, as far as its bytes reach. Not thread-safe.
 */
final class OutboundLedger {

    private record Entry(LiveClientMessage message, long bytes) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /** Adds a message that the queue has accepted, and forgets what has left it. */
    void accepted(LiveClientMessage message, long size, long queuedBytes) {
        entries.add(new Entry(message, size));
        bytes += size;
        forgetWhatHasLeft(queuedBytes);
    }

    /** Lists what the queue still holds, in order; the first may have left in part. */
    List<LiveClientMessage> remaining(long queuedBytes) {
        forgetWhatHasLeft(queuedBytes);
        return entries.stream().map(Entry::message).toList();
    }

    private void forgetWhatHasLeft(long queuedBytes) {
        for (Entry oldest = entries.peek();
                oldest != null && bytes - oldest.bytes() >= queuedBytes;
                oldest = entries.peek()) {
            entries.remove();
            bytes -= oldest.bytes();
        }
    }
}
