package dev.ephemera.benchmarks.websocket;

import dev.ephemera.benchmarks.harness.Delays;
import dev.ephemera.benchmarks.harness.Rounds;
import dev.ephemera.benchmarks.harness.Workload;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One candidate at one kind of work, in a process of its own, against the frame server. */
final class WebSocketRunner {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Message QUESTION = Message.of("?");

    private final Engine engine;
    private final URI uri;

    private WebSocketRunner(Engine engine, URI uri) {
        this.engine = engine;
        this.uri = uri;
    }

    /** Takes the candidate's name, the work's, and the server's address. */
    public static void main(String[] arguments) throws Exception {
        WebSocketRunner runner =
                new WebSocketRunner(Candidate.valueOf(arguments[0]).engine(), URI.create(arguments[2]));
        Work work = Work.valueOf(arguments[1]);
        switch (work) {
            case SEND -> Rounds.serve(runner.sending(work.messages()));
            case RECEIVE_SMALL -> Rounds.serve(runner.receiving(work.messages(), 4_800));
            case RECEIVE_LARGE -> Rounds.serve(runner.receiving(work.messages(), 48_000));
            case PACE -> Rounds.answer(runner::pace);
            case CONNECT -> Rounds.answer(runner::connect);
        }
    }

    private Workload sending(int messages) throws Exception {
        Answers answers = new Answers();
        Link link = engine.open(uri, answers, Engine.NEVER);
        Message chunk = Message.chunk(0);
        return () -> {
            for (int i = 0; i < messages; i++) {
                link.send(chunk);
            }
            link.send(QUESTION);
            String answer = answers.next();
            if (!answer.startsWith(messages + " ")) {
                throw new IllegalStateException("the server counted " + answer + " instead of " + messages);
            }
            return answer;
        };
    }

    private Workload receiving(int messages, int length) throws Exception {
        Semaphore received = new Semaphore(0);
        Link link = engine.open(
                uri,
                message -> {
                    if (message.remaining() != length) {
                        throw new IllegalStateException("a message of " + message.remaining() + " bytes");
                    }
                    received.release();
                },
                Engine.NEVER);
        Message request = Message.of(">" + messages + " " + length);
        return () -> {
            link.send(request);
            if (!received.tryAcquire(messages, 60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("only " + received.availablePermits() + " messages within 60 s");
            }
            return received;
        };
    }

    private String pace(int chunks) throws Exception {
        Answers answers = new Answers();
        Link link = engine.open(uri, answers, Engine.NEVER);
        long next = System.nanoTime();
        for (int i = 0; i < chunks; i++) {
            next += PERIOD_NANOS;
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            link.send(Message.chunk(System.nanoTime()));
        }
        link.send(QUESTION);
        String answer = answers.next();
        close(link);
        return answer.substring((chunks + " ").length());
    }

    private String connect(int times) throws Exception {
        Message first = Message.of("={\"setup\":{\"model\":\"models/benchmark\"}}");
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            Answers answers = new Answers();
            long start = System.nanoTime();
            Link link = engine.open(uri, answers, Engine.NEVER);
            link.send(first);
            if (!answers.next().equals(first.text())) {
                throw new IllegalStateException("the server sent something else back");
            }
            nanos[i] = System.nanoTime() - start;
            close(link);
        }
        return Delays.of(nanos).line();
    }

    private static void close(Link link) throws Exception {
        link.close();
        link.ended().get(20, TimeUnit.SECONDS);
    }
}
