package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSendException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tells senders that their messages were taken out, and readers what was dropped with them. Called without a lock. Thread-safe. */
final class SendReports {

    private final boolean drops;
    private final OutboundQueue.Dropped dropped;

    /**
     * Tells of nothing yet.
     *
     * @param drops whether readers are told
     * @param dropped tells them
     */
    SendReports(boolean drops, OutboundQueue.Dropped dropped) {
        this.drops = drops;
        this.dropped = dropped;
    }

    /**
     * Settles messages.
     *
     * @param out what was taken out
     * @param why what the sender of each learns
     * @param bereft the marks that went with it
     */
    void tell(
            List<OutboundMessage> out, Function<OutboundMessage, LiveSendException> why, List<OutboundMessage> bereft) {
        if (out.isEmpty() && bereft.isEmpty()) {
            return;
        }
        out.forEach(message -> message.fail(why.apply(message)));
        bereft.forEach(message -> message.fail(SendFailures.bereft()));
        if (drops) {
            List<OutboundMessage> lost = Stream.of(out, bereft)
                    .flatMap(List::stream)
                    .filter(Utterances::isLoss)
                    .toList();
            if (!lost.isEmpty()) {
                dropped.audio(lost.size(), WaitingMessages.size(lost));
            }
        }
    }
}
