package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service whose connections fail by a plan, one entry for each in turn; behind its end all goes well. It answers every text by a
 * turn, sometimes behind a call of a function, and remembers what it has taken in, and on which connection.
 */
final class ForgetfulService implements AutoCloseable {

    /** How a connection begins. */
    enum Start {
        OPEN,
        HTTP_503,
        HTTP_403,
        RESET,
        SILENT,
        JUST_LATE,
        CLOSE_1011,
        CLOSE_1011_TOKEN,
        CLOSE_1007_HANDLE,
        CLOSE_1008
    }

    /** How it ends. */
    enum Cut {
        NONE,
        RESET,
        FIN,
        CLOSE_1001,
        CLOSE_1011,
        GO_AWAY_AND_WAIT,
        GO_AWAY_AND_CUT,
        DEAF
    }

    /** When that is, with respect to the turn that answers. */
    enum When {
        UNREAD,
        READ,
        CALLED,
        SAID,
        COMPLETE,
        REMEMBERED
    }

    /**
     * What becomes of one connection.
     *
     * @param frames how many texts are answered before the cut
     * @param handles whether it gives a handle behind each turn
     */
    record Plan(Start start, int frames, When when, Cut cut, boolean handles, boolean calls) {

        static final Plan GOOD = new Plan(Start.OPEN, Integer.MAX_VALUE, When.READ, Cut.NONE, true, false);

        static Plan of(Random random, boolean opens) {
            return new Plan(
                    opens || random.nextInt(3) > 0 ? Start.OPEN : any(Start.values(), random),
                    random.nextInt(2),
                    any(When.values(), random),
                    any(Cut.values(), random),
                    random.nextInt(4) > 0,
                    random.nextInt(3) == 0);
        }
    }

    static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    /** A text that came, over which connection. */
    record Delivery(String text, int connection) {}

    /** The connection ends here, by the plan. */
    private static final class Planned extends Exception {
        private static final long serialVersionUID = 1;
    }

    static final Duration NOTICE = Duration.ofSeconds(50);
    private static final Pattern TEXT = Pattern.compile("\"text\" ?: ?\"(t\\d+)\"");
    private static final Pattern CALL = Pattern.compile("\"id\" ?: ?\"(c\\d+)\"");

    private final List<Plan> plans;
    private final Function<Duration, Future<?>> passes;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger handles = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<String> refusedTokens = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final RawServer server;

    /**
     * Starts it.
     *
     * @param passes lets time go by, and tells when it has
     */
    ForgetfulService(List<Plan> plans, Function<Duration, Future<?>> passes) {
        this.plans = plans;
        this.passes = passes;
        this.server = new RawServer(this::serve);
    }

    RawServer server() {
        return server;
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    /** Which tokens it has refused, in order. */
    List<String> refusedTokens() {
        return refusedTokens;
    }

    /** What clients have done that they must not. */
    List<String> faults() {
        return faults;
    }

    int connections() {
        return connections.get();
    }

    /** How many clients have not ended their connection. */
    int open() {
        return open.get();
    }

    private void serve(RawServer.Peer peer) throws Exception {
        int number = connections.getAndIncrement();
        Plan plan = number < plans.size() ? plans.get(number) : Plan.GOOD;
        open.incrementAndGet();
        try {
            start(peer, number, plan);
        } catch (IOException e) {
            // the client has gone
        } finally {
            open.decrementAndGet();
        }
    }

    private void start(RawServer.Peer peer, int number, Plan plan) throws Exception {
        if (plan.start() == Start.HTTP_503 || plan.start() == Start.HTTP_403) {
            peer.send("HTTP/1.1 " + (plan.start() == Start.HTTP_503 ? "503 Unavailable" : "403 Forbidden")
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            peer.finish();
            peer.awaitGone();
            return;
        }
        Frames frames = Frames.accept(peer);
        frames.read();
        if (refusedTokens.contains(token(peer))) {
            faults.add("connection " + number + " presents a token that was refused");
        }
        switch (plan.start()) {
            case RESET -> peer.reset();
            case SILENT -> {
                Future<?> unusedSinceNothingFollows = passes.apply(TestLive.SETUP_TIMEOUT);
                peer.awaitGone();
            }
            case CLOSE_1011 -> refuse(peer, frames, 1011, "Internal error encountered.");
            case CLOSE_1011_TOKEN -> {
                refusedTokens.add(token(peer));
                refuse(peer, frames, 1011, "Token has been used too many times");
            }
            case CLOSE_1007_HANDLE -> refuse(peer, frames, 1007, "Invalid session handle");
            case CLOSE_1008 -> refuse(peer, frames, 1008, "The operation was aborted.");
            default -> {
                Future<?> late = plan.start() == Start.JUST_LATE
                        ? passes.apply(TestLive.SETUP_TIMEOUT) // who is first is open
                        : CompletableFuture.completedFuture(null);
                frames.binary(TestLive.SETUP_COMPLETE);
                late.get(); // a client that is left so long between two turns may take all for answered
                new Talk(peer, frames, number, plan).go();
            }
        }
    }

    private static String token(RawServer.Peer peer) {
        return peer.header("Authorization").substring("Token ".length());
    }

    private static void refuse(RawServer.Peer peer, Frames frames, int code, String reason) throws IOException {
        frames.close(code, reason);
        peer.awaitGone();
    }

    private final class Talk {

        private final RawServer.Peer peer;
        private final Frames frames;
        private final int number;
        private final Plan plan;
        private final List<String> taken = new ArrayList<>();
        private int answered;
        private boolean announced;

        Talk(RawServer.Peer peer, Frames frames, int number, Plan plan) {
            this.peer = peer;
            this.frames = frames;
            this.number = number;
            this.plan = plan;
        }

        void go() throws Exception {
            try {
                while (true) {
                    if (answered < taken.size()) {
                        answer(taken.get(answered));
                        answered++;
                    } else {
                        take();
                    }
                }
            } catch (Planned over) {
                peer.awaitGone();
            }
        }

        /** Reads a frame; returns it if it answers a call. */
        private String take() throws Exception {
            reach(When.UNREAD);
            String frame = frames.read();
            if (frame.startsWith("close:")) {
                if (plan.cut() == Cut.DEAF) {
                    Future<?> unusedSinceOver = passes.apply(TestLive.CLOSE_TIMEOUT);
                } else {
                    frames.close(1000, "");
                }
                throw new Planned();
            }
            Matcher text = TEXT.matcher(frame);
            if (frame.contains("realtimeInput") && text.find()) {
                String said = text.group(1);
                if (taken.contains(said)) {
                    faults.add(said + " came twice over connection " + number);
                }
                taken.add(said);
                deliveries.add(new Delivery(said, number));
            }
            return frame;
        }

        private void answer(String text) throws Exception {
            reach(When.READ);
            if (plan.calls()) {
                call(text);
            }
            frames.binary(
                    "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"re:" + text + "@" + number + "\"}]}}}");
            reach(When.SAID);
            frames.binary("{\"serverContent\":{\"turnComplete\":true}}");
            reach(When.COMPLETE);
            if (plan.handles() || announced) {
                frames.binary("{\"sessionResumptionUpdate\":{\"newHandle\":\"h" + handles.incrementAndGet()
                        + "\",\"resumable\":true}}");
            }
            reach(When.REMEMBERED);
        }

        private void call(String text) throws Exception {
            String id = "c" + number + text.substring(1);
            frames.binary("{\"toolCall\":{\"functionCalls\":[{\"id\":\"" + id + "\",\"name\":\"f\",\"args\":{}}]}}");
            reach(When.CALLED);
            while (true) {
                Matcher answer = CALL.matcher(take());
                if (answer.find() && answer.group(1).equals(id)) {
                    return;
                }
            }
        }

        private void reach(When moment) throws Exception {
            if (moment != plan.when() || answered < plan.frames() || announced) {
                return;
            }
            switch (plan.cut()) {
                case NONE, DEAF -> {}
                case RESET -> {
                    peer.reset();
                    throw new Planned();
                }
                case FIN -> {
                    peer.finish();
                    throw new Planned();
                }
                case CLOSE_1001 -> close(1001, "going away");
                case CLOSE_1011 -> close(1011, "Internal error encountered.");
                case GO_AWAY_AND_WAIT, GO_AWAY_AND_CUT -> {
                    announced = true;
                    frames.binary("{\"goAway\":{\"timeLeft\":\"" + NOTICE.toSeconds() + "s\"}}");
                    if (plan.cut() == Cut.GO_AWAY_AND_CUT) {
                        close(1008, "Session closed: GoAway");
                    }
                }
            }
        }

        private void close(int code, String reason) throws Exception {
            frames.close(code, reason);
            throw new Planned();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
