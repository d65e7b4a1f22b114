package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.transport.internal.websocket.OutgoingMessage;
import dev.ephemera.types.LiveClientMessage;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One message on its way: what it is, until when it must have left, and who waits for that. */
final class OutboundMessage implements OutgoingMessage {

    private final OutboundQueue queue;
    private final LiveClientMessage content;
    private final ByteBuffer utf8;
    private final Executor settling;
    private final boolean audio;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final AtomicBoolean settled = new AtomicBoolean();

    private final BooleanSupplier wanted;

    // Guarded by the queue's lock.
    private long expiresAt;
    private long acceptedAt;
    private boolean begun;
    private Utterances.@Nullable Utterance utterance;

    /**
     * Makes a message.
     *
     * @param queue where it will wait
     * @param content what is sent
     * @param utf8 its JSON text
     * @param settling where {@link #sent()} is settled: what depends on it may be the user's
     * @param wanted whether it is worth sending still; never blocks
     */
    OutboundMessage(
            OutboundQueue queue, LiveClientMessage content, byte[] utf8, Executor settling, BooleanSupplier wanted) {
        this.wanted = wanted;
        this.queue = queue;
        this.content = content;
        this.utf8 = ByteBuffer.wrap(utf8).asReadOnlyBuffer();
        this.settling = settling;
        this.audio =
                content.realtimeInput().filter(ClientMessages::isAudioAlone).isPresent();
    }

    @Override
    public ByteBuffer utf8() {
        return utf8.duplicate();
    }

    @Override
    public void left() {
        queue.left(this);
    }

    LiveClientMessage content() {
        return content;
    }

    int size() {
        return utf8.remaining();
    }

    /** Whether this is a piece of audio and nothing else, which loses its worth with time. */
    boolean isAudio() {
        return audio;
    }

    /** Whether this is a part of what somebody says and nothing else: audio, or a mark of its beginning or end. */
    boolean isSpeech() {
        return audio || Utterances.isMark(content);
    }

    /** What it belongs to; null if to nothing that marks enclose. */
    Utterances.@Nullable Utterance utterance() {
        return utterance;
    }

    void partOf(Utterances.@Nullable Utterance whole) {
        utterance = whole;
    }

    boolean isWanted() {
        return wanted.getAsBoolean();
    }

    /** Whether it was handed over for sending before then. */
    boolean acceptedBefore(long nanoTime) {
        return acceptedAt - nanoTime < 0;
    }

    /** Whether it has begun to leave, over whichever connection: it may have arrived. */
    boolean hasBegun() {
        return begun;
    }

    void begun() {
        begun = true;
    }

    void accepted(long nanoTime) {
        acceptedAt = nanoTime;
    }

    long expiresAt() {
        return expiresAt;
    }

    void expiresAt(long nanoTime) {
        expiresAt = nanoTime;
    }

    /** Done when the message has left; fails with a {@link LiveSendException}. */
    CompletableFuture<Void> sent() {
        return sent;
    }

    boolean isSettled() {
        return settled.get();
    }

    void succeed() {
        if (settled.compareAndSet(false, true)) {
            settling.execute(() -> sent.complete(null));
        }
    }

    /** Fails before anybody else has {@link #sent()}. */
    void failNow(LiveSendException why) {
        settled.set(true);
        sent.completeExceptionally(why);
    }

    void fail(LiveSendException why) {
        if (settled.compareAndSet(false, true)) {
            settling.execute(() -> sent.completeExceptionally(why));
        }
    }
}
