package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.live.Play;
import dev.ephemera.emulator.internal.live.Plays;
import dev.ephemera.emulator.internal.live.Stage;
import dev.ephemera.emulator.internal.memory.Recent;
import dev.ephemera.emulator.internal.memory.Weight;
import dev.ephemera.emulator.script.Unmatched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The scripts of one emulator, and what they left unmatched. Safe for use by any thread. */
public final class Scripts implements Plays {

    /** What all reports may take up. */
    private static final int MOST_BYTES = 16 << 20;

    /** More of a message is not reported. */
    private static final int MOST_CHARACTERS = 20_000;

    private final List<GivenScript> newestFirst = new ArrayList<>();
    private final Recent<Object, Unmatched> reports = new Recent<>(MOST_BYTES);

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
        ObjectNode message = shown(nearest.message());
        Unmatched report = new Unmatched(
                session,
                Json.immutable(message),
                nearest.awaited(),
                nearest.expectation(),
                nearest.differences().stream().map(Difference::toString).toList());
        reports.put(
                new Object(),
                report,
                Weight.of(message) + Weight.of(report.differences().toString()));
    }

    /** What is shown of a message: all of it, or its beginning and how much there is more. */
    private static ObjectNode shown(JsonNode message) {
        String text = Json.compact(message);
        if (text.length() > MOST_CHARACTERS) {
            return Json.object()
                    .put(
                            "(cut)",
                            text.substring(0, MOST_CHARACTERS) + "… (" + (text.length() - MOST_CHARACTERS)
                                    + " more characters)");
        }
        return message instanceof ObjectNode object ? object : Json.object().set("(no message)", message);
    }

    public List<Unmatched> unmatched() {
        return reports.values();
    }

    public void clearUnmatched() {
        reports.forgetWhile(all -> true);
    }
}
