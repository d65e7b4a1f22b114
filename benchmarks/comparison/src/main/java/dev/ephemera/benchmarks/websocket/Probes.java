package dev.ephemera.benchmarks.websocket;

import dev.ephemera.benchmarks.harness.ServerFrames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Tries engines against servers that make it hard for them. */
final class Probes {

    /** What has not happened by then is said not to happen; what has to happen is waited for. */
    private static final int PATIENCE_MILLIS = 1_000;

    /** What has to happen. */
    static final int DEADLINE_SECONDS = 60;

    private static final int MIB = 1 << 20;
    private static final byte[] DONE = ServerFrames.frame(ServerFrames.BINARY, new byte[] {'!'});
    private static final Message ONE_MIB = Message.of("x".repeat(MIB));

    private Probes() {}

    /** A message of 64 MiB for a client that wants no more than 1 MiB. */
    static Observation boundsMessages(Engine engine) throws Exception {
        int announced = 64;
        Scripted.Script script = frames -> {
            frames.write(ServerFrames.header(ServerFrames.BINARY, (long) announced * MIB));
            for (int i = 0; i < announced; i++) {
                frames.write(new byte[MIB]);
            }
            frames.read();
        };
        CompletableFuture<Integer> handedOut = new CompletableFuture<>();
        try (Scripted server = Scripted.start(script)) {
            Link link = server.open(engine, message -> handedOut.complete(message.remaining()), Engine.NEVER);
            CompletableFuture<Object> outcome = CompletableFuture.anyOf(handedOut, link.ended());
            outcome.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (handedOut.isDone()) {
                return new Observation(false, "a message of " + handedOut.join() / MIB + " MiB was handed out");
            }
            return new Observation(true, "one of " + announced + " MiB was cut off");
        }
    }

    /** Does not read before it may, and says when it has read so many messages. */
    private static Scripted.Script stalled(CountDownLatch mayRead, int messages) {
        return frames -> {
            mayRead.await();
            int read = 0;
            while (read < messages) {
                if (frames.read() == ServerFrames.CLOSE) {
                    return;
                }
                read += frames.last() ? 1 : 0;
            }
            frames.write(DONE);
            frames.read();
        };
    }

    static Observation tellsWhatLeft(Engine engine) throws Exception {
        int messages = 12;
        CountDownLatch mayRead = new CountDownLatch(1);
        Semaphore left = new Semaphore(0);
        Answers answers = new Answers();
        try (Scripted server = Scripted.start(stalled(mayRead, messages))) {
            Link link = server.open(engine, answers, Engine.NEVER);
            for (int i = 0; i < messages; i++) {
                link.send(ONE_MIB, left::release);
            }
            boolean tooEarly = left.tryAcquire(messages, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            int early = left.availablePermits();
            mayRead.countDown();
            answers.next();
            link.close();
            link.ended().get(DEADLINE_SECONDS, TimeUnit.SECONDS); // now everything has been told
            if (!tooEarly && !left.tryAcquire(messages)) {
                return new Observation(
                        false, "told of " + left.availablePermits() + " of " + messages + " MiB, all of which arrived");
            }
            return new Observation(
                    !tooEarly,
                    "of " + messages + " MiB told of " + (tooEarly ? messages : early)
                            + " while the peer read nothing, and of all once it had");
        }
    }

    /** Up to 12 MiB more: what the buffers of the two sockets have taken does not wait. */
    static Observation lets20MiBWait(Engine engine) throws Exception {
        int messages = 32;
        CountDownLatch mayRead = new CountDownLatch(1);
        Answers answers = new Answers();
        try (Scripted server = Scripted.start(stalled(mayRead, messages))) {
            Link link = server.open(engine, answers, Engine.NEVER);
            int taken = 0;
            while (taken < messages && link.send(ONE_MIB, () -> {})) {
                taken++;
            }
            mayRead.countDown();
            if (taken < messages) {
                return new Observation(false, "after " + taken + " MiB it refused the next and closed");
            }
            answers.next();
            return new Observation(true, "all arrived");
        }
    }

    /** Answers no ping until a third has come. */
    static Observation toleratesLatePongs(Engine engine) throws Exception {
        int unanswered = 3;
        AtomicInteger pings = new AtomicInteger();
        CompletableFuture<Void> enough = new CompletableFuture<>();
        Scripted.Script script = frames -> {
            while (frames.read() == ServerFrames.PING) {
                if (pings.incrementAndGet() >= unanswered) {
                    frames.write(ServerFrames.frame(ServerFrames.PONG, frames.payload(0, frames.length())));
                    enough.complete(null);
                }
            }
            frames.write(DONE);
            frames.read();
        };
        Answers answers = new Answers();
        try (Scripted server = Scripted.start(script)) {
            Link link = server.open(engine, answers, Duration.ofMillis(100));
            CompletableFuture.anyOf(enough, link.ended()).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (!enough.isDone()) {
                return new Observation(false, "broke when " + pings + " ping had no answer at the next one's time");
            }
            link.send(Message.of("still there?"));
            answers.next();
            return new Observation(true, unanswered + " pings without an answer, and the talk went on");
        }
    }

    static Observation seesBehindUnread(Engine engine) throws Exception {
        return seesControl(
                engine,
                new Answers(),
                () -> {},
                TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS),
                "both answered, with the messages before them unread");
    }

    static Observation seesWhileBlocked(Engine engine) throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        Inbox inbox = message -> {
            try {
                blocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        return seesControl(engine, inbox, blocked::countDown, PATIENCE_MILLIS, "both answered");
    }

    /** A message and a ping in one go, then a close frame, as soon as the client has opened. */
    private static Observation seesControl(
            Engine engine, Inbox inbox, Runnable release, long patienceMillis, String both) throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        Scripted.Script script = frames -> {
            frames.read();
            frames.write(together(
                    ServerFrames.frame(ServerFrames.BINARY, "unread".getBytes(StandardCharsets.UTF_8)),
                    ServerFrames.frame(ServerFrames.PING, new byte[0])));
            untilAnswer(frames, ServerFrames.PONG);
            frames.write(ServerFrames.frame(ServerFrames.CLOSE, new byte[] {3, (byte) 0xe8}));
            untilAnswer(frames, ServerFrames.CLOSE);
            answered.complete(null);
        };
        try (Scripted server = Scripted.start(script)) {
            server.open(engine, inbox, Engine.NEVER).send(Message.of("go on"));
            boolean seen = settles(answered, patienceMillis);
            release.run();
            answered.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            return new Observation(seen, seen ? both : "not answered before the call returned");
        }
    }

    private static boolean settles(CompletableFuture<Void> future, long patienceMillis) throws Exception {
        try {
            future.get(patienceMillis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void untilAnswer(ServerFrames frames, int opcode) throws IOException {
        for (int read = frames.read(); read != opcode; read = frames.read()) {
            // something else
        }
    }

    private static byte[] together(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
