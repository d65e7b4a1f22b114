package dev.ephemera.benchmarks.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes messages and waits for them. */
final class Answers implements Inbox {

    private static final int SECONDS = 60;

    private final BlockingQueue<ByteBuffer> messages = new LinkedBlockingQueue<>();

    @Override
    public void message(ByteBuffer message) {
        messages.add(message);
    }

    /** Waits for the next message. */
    String next() throws InterruptedException {
        ByteBuffer message = messages.poll(SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IllegalStateException("no message within " + SECONDS + " s");
        }
        return StandardCharsets.UTF_8.decode(message).toString();
    }
}
