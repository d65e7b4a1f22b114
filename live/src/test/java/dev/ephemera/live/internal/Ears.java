package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.Turn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears all of a long conversation, and remembers no more than numbers and what was answered. */
final class Ears implements Runnable {

    private static final Pattern ANSWER = Pattern.compile("You said: text (\\d+)\\.");
    private static final Pattern TOOL_ANSWER = Pattern.compile("tally returned .*?(\\d+)");

    private final LiveSession session;
    private final BitSet answered = new BitSet();
    private final List<Integer> results = new ArrayList<>();
    private final Map<SessionEnd.Kind, Integer> interruptions = new EnumMap<>(SessionEnd.Kind.class);
    private final List<LiveEvent.Reconnected> reconnections = new ArrayList<>();
    private final List<String> strange = new ArrayList<>();
    private int lostTurns;
    private int turns;
    private int handles;
    private boolean over;

    Ears(LiveSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        try {
            while (true) {
                take(session.turn(this::take));
            }
        } catch (NoSuchElementException ended) {
            synchronized (this) {
                over = true;
            }
        }
    }

    private synchronized void take(LiveEvent event) {
        if (event instanceof LiveEvent.Reconnecting reconnecting) {
            interruptions.merge(reconnecting.why().kind(), 1, Integer::sum);
        } else if (event instanceof LiveEvent.Reconnected reconnected) {
            reconnections.add(reconnected);
        } else if (event instanceof LiveEvent.ToolFailed || event instanceof LiveEvent.Unrecognized) {
            strange.add(event.toString());
        } else if (event instanceof LiveEvent.ResumptionUpdate update && update.resumable()) {
            handles++;
        }
    }

    private synchronized void take(Turn turn) {
        switch (turn.end()) {
            case COMPLETE -> {
                turns++;
                answer(turn.text());
            }
            case LOST -> lostTurns++;
            default -> strange.add(turn.toString());
        }
    }

    private void answer(String text) {
        Matcher said = ANSWER.matcher(text);
        Matcher tool = TOOL_ANSWER.matcher(text);
        if (said.find()) {
            int number = Integer.parseInt(said.group(1));
            if (answered.get(number)) {
                strange.add("answered twice: " + text);
            }
            answered.set(number);
        } else if (tool.find()) {
            results.add(Integer.parseInt(tool.group(1)));
        } else {
            strange.add("no answer to anything: " + text);
        }
    }

    synchronized int turns() {
        return turns;
    }

    synchronized int lostTurns() {
        return lostTurns;
    }

    /** How many texts were answered, by their number, each once. */
    synchronized int answered() {
        return answered.cardinality();
    }

    /** What the function gave back, by the answers. */
    synchronized List<Integer> results() {
        return List.copyOf(results);
    }

    synchronized List<LiveEvent.Reconnected> reconnections() {
        return List.copyOf(reconnections);
    }

    /** What should not have come. */
    synchronized List<String> strange() {
        return List.copyOf(strange);
    }

    synchronized int handles() {
        return handles;
    }

    synchronized boolean isOver() {
        return over;
    }

    @Override
    public synchronized String toString() {
        return session + " brought " + turns + " turns, lost " + lostTurns + ", has " + handles
                + " handles, was interrupted by " + interruptions + " and went on by " + reconnections
                + "; strange: " + strange;
    }

    synchronized int count(SessionEnd.Kind kind) {
        return interruptions.getOrDefault(kind, 0);
    }
}
