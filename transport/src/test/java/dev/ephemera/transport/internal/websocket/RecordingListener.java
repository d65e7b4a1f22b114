package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns a listener's calls into a queue, and fails a test in which two of them overlap. */
class RecordingListener implements WebSocketListener {

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final AtomicInteger calls = new AtomicInteger();

    /** Open once nothing can be sent any more. */
    final CountDownLatch broken = new CountDownLatch(1);

    private void record(Object event) {
        events.add(calls.incrementAndGet() == 1 ? event : "overlapping " + event);
        calls.decrementAndGet();
    }

    @Override
    public void onOpen() {
        record("open");
    }

    @Override
    public void onMessage(WebSocketMessage message) {
        record("message " + message.text());
    }

    @Override
    public void onBroken() {
        broken.countDown();
    }

    @Override
    public void onClosing(int code, String reason) {
        record("closing " + code + " " + reason);
    }

    @Override
    public void onClosed(int code, String reason) {
        record("closed " + code + " " + reason);
    }

    @Override
    public void onFailure(WebSocketFailure failure) {
        record(failure);
    }

    private Object next() {
        try {
            Object event = events.poll(20, TimeUnit.SECONDS);
            assertThat(event).as("an event within 20 s").isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void assertNext(String... expected) {
        for (String event : expected) {
            assertThat(next()).isEqualTo(event);
        }
    }

    WebSocketFailure assertFailure() {
        Object event = next();
        assertThat(event).isInstanceOf(WebSocketFailure.class);
        return (WebSocketFailure) event;
    }

    void assertNothingMore() {
        assertThat(events).isEmpty();
    }
}
