package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.live.Play;
import dev.ephemera.emulator.internal.live.Plays;
import dev.ephemera.emulator.internal.live.Stage;
import dev.ephemera.emulator.script.Unmatched;
import dev.ephemera.types.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The scripts of one emulator, and what they left unmatched. Safe for use by any thread. */
public final class Scripts implements Plays {

    private static final int MOST_REPORTS = 1_000;

    private final List<GivenScript> newestFirst = new ArrayList<>();
    private final Deque<Unmatched> reports = new ArrayDeque<>();

    /**
     * Takes a script for the sessions that open from now on.
     *
     * @throws MisreadException if it says what no script can say
     */
    public void add(JsonNode json) {
        GivenScript script = new GivenScript(PlotReader.read(json));
        synchronized (newestFirst) {
            newestFirst.add(0, script);
        }
    }

    /** Forgets every script; sessions that play one go on. */
    public void clear() {
        synchronized (newestFirst) {
            newestFirst.clear();
        }
    }

    @Override
    public Optional<Play> open(Stage stage, EmulatedSession session) {
        List<GivenScript> candidates;
        synchronized (newestFirst) {
            candidates =
                    newestFirst.stream().filter(GivenScript::countConnection).toList();
        }
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScriptedPlay(candidates, stage, nearest -> report(session, nearest)));
    }

    private void report(EmulatedSession session, Nearest nearest) {
        Unmatched report = new Unmatched(
                session,
                message(nearest.message()),
                nearest.awaited(),
                nearest.expectation(),
                nearest.differences().stream().map(Difference::toString).toList());
        synchronized (reports) {
            if (reports.size() == MOST_REPORTS) {
                reports.removeFirst();
            }
            reports.addLast(report);
        }
    }

    private static JsonObject message(JsonNode message) {
        return message instanceof ObjectNode object
                ? Json.immutable(object)
                : Json.immutable(Json.object().set("(no message)", message));
    }

    public List<Unmatched> unmatched() {
        synchronized (reports) {
            return List.copyOf(reports);
        }
    }

    public void clearUnmatched() {
        synchronized (reports) {
            reports.clear();
        }
    }
}
