package dev.ephemera.benchmarks.harness;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets one client do one kind of work at Live sessions, round by round. */
public final class LiveRounds {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PATIENCE_SECONDS = 60;

    private final LiveClient client;
    private final LiveWork work;
    private final byte[] pcm;

    private LiveRounds(LiveClient client, LiveWork work) {
        this.client = client;
        this.work = work;
        this.pcm = new byte[work.bytes()];
    }

    /** A session, and what it has heard. */
    private static final class Session implements LiveHearer {

        private final LiveTalk talk;
        private final Semaphore pieces = new Semaphore(0);
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private volatile int bytes;

        Session(LiveClient client) throws Exception {
            talk = client.open(this);
        }

        @Override
        public void audio(int heard) {
            bytes = heard;
            pieces.release();
        }

        @Override
        public void text(String text) {
            texts.add(text);
        }

        /** Asks the server for what it has counted. */
        String count(int expected) throws Exception {
            talk.sendText("count");
            String answer = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null || !answer.startsWith(expected + " ")) {
                throw new IllegalStateException("the server counted " + answer + " instead of " + expected);
            }
            return answer.substring((expected + " ").length());
        }

        void ask(int messages, int length) throws Exception {
            talk.sendText("send " + messages + " " + length);
        }

        void hear(int messages, int length) throws Exception {
            if (!pieces.tryAcquire(messages, PATIENCE_SECONDS, TimeUnit.SECONDS) || bytes != length) {
                throw new IllegalStateException("only " + pieces.availablePermits() + " messages within "
                        + PATIENCE_SECONDS + " s, the last of " + bytes + " bytes");
            }
        }
    }

    /**
     * Works until the input ends.
     *
     * @param client who works
     * @param work at what
     * @throws Exception what the client throws
     */
    public static void serve(LiveClient client, LiveWork work) throws Exception {
        LiveRounds rounds = new LiveRounds(client, work);
        switch (work.kind()) {
            case SEND -> Rounds.serve(rounds.sending());
            case RECEIVE -> Rounds.serve(rounds.receiving());
            case PACE -> Rounds.answer(rounds::pace);
            case CONNECT -> Rounds.answer(rounds::connect);
            case IDLE -> Rounds.answer(rounds.idling());
            case TALK -> Rounds.answer(rounds.talking());
        }
    }

    private List<Session> open(int count) throws Exception {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Session session = new Session(client);
            session.count(0);
            sessions.add(session);
        }
        return sessions;
    }

    private Workload sending() throws Exception {
        List<Session> sessions = open(work.sessions());
        return () -> send(sessions);
    }

    private Object send(List<Session> sessions) throws Exception {
        int each = work.messages() / sessions.size();
        for (int i = 0; i < each; i++) {
            for (Session session : sessions) {
                session.talk.sendAudio(pcm);
            }
        }
        for (Session session : sessions) {
            session.count(each);
        }
        return sessions;
    }

    private Workload receiving() throws Exception {
        List<Session> sessions = open(work.sessions());
        return () -> receive(sessions);
    }

    private Object receive(List<Session> sessions) throws Exception {
        int each = work.messages() / sessions.size();
        for (Session session : sessions) {
            session.ask(each, work.bytes());
        }
        for (Session session : sessions) {
            session.hear(each, work.bytes());
        }
        return sessions;
    }

    private String pace(int chunks) throws Exception {
        Session session = new Session(client);
        ByteBuffer stamped = ByteBuffer.wrap(pcm);
        long next = System.nanoTime();
        for (int i = 0; i < chunks; i++) {
            next += PERIOD_NANOS;
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            stamped.putLong(0, System.nanoTime());
            session.talk.sendAudio(pcm);
        }
        String delays = session.count(chunks);
        session.talk.close();
        return delays;
    }

    private String connect(int times) throws Exception {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            Session session = new Session(client);
            nanos[i] = System.nanoTime() - start;
            session.talk.close();
        }
        return Delays.of(nanos).line();
    }

    private Rounds.Round idling() throws Exception {
        List<Session> held = open(1);
        return count -> {
            Idle before = Idle.atRest();
            held.addAll(open(count));
            Idle atOnce = Idle.now();
            Idle atRest = Idle.atRest();
            for (Session session : held) {
                session.count(0); // all are still there
            }
            return new IdleSessions(atOnce.since(before, count), atRest.since(before, count)).line();
        };
    }

    /** One repetition is a minute: each of the messages goes in both directions. */
    private Rounds.Round talking() throws Exception {
        Idle none = Idle.now();
        List<Session> sessions = open(work.sessions());
        return minutes -> {
            for (int i = 0; i < minutes; i++) {
                Object unusedSent = send(sessions);
                Object unusedHeard = receive(sessions);
            }
            return Idle.now().since(none, sessions.size()).line();
        };
    }
}
