package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.internal.Await;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a test sends, without any bound; fails a test in which two threads ask for it at once, or a message leaves twice. */
class Outbox implements OutgoingMessages {

    private final Queue<OutgoingMessage> waiting = new ConcurrentLinkedQueue<>();
    private final List<String> left = new CopyOnWriteArrayList<>();
    private final AtomicInteger asking = new AtomicInteger();

    /** Adds a message; the connection must be woken. */
    void add(String text) {
        add(text, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    void add(String name, ByteBuffer utf8) {
        waiting.add(new OutgoingMessage() {
            @Override
            public ByteBuffer utf8() {
                return utf8;
            }

            @Override
            public void left() {
                left.add(name);
            }
        });
    }

    @Override
    public @Nullable OutgoingMessage next() {
        assertThat(asking.incrementAndGet()).as("threads that ask").isEqualTo(1);
        OutgoingMessage next = waiting.poll();
        asking.decrementAndGet();
        return next;
    }

    int waiting() {
        return waiting.size();
    }

    List<String> left() {
        return left;
    }

    void assertLeft(String... names) {
        Await.until("as many have left", () -> left.size() >= names.length);
        assertThat(left).containsExactly(names);
    }
}
