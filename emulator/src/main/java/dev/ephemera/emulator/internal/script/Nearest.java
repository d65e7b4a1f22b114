package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.internal.protojson.Redaction;
import dev.ephemera.emulator.internal.script.Plot.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a message that nothing matches came nearest to. Pure.
 *
 * @param message the message with nothing secret
 * @param awaited the step that it came to; empty at the script's end
 * @param expectation the step or rule that it came nearest to; empty if the script waits for no message
 * @param differences in what it is not what that waits for
 */
record Nearest(JsonNode message, String awaited, String expectation, List<Difference> differences) {

    private static final int MOST_DIFFERENCES = 20;

    /**
     * Compares a message with everything that the script waits for, now, later or at any time.
     *
     * @param next the index of the step that is awaited
     */
    static Nearest to(JsonNode message, Plot plot, int next) {
        JsonNode shown = Redaction.of("LiveClientMessage", message);
        List<Step> candidates = new ArrayList<>(plot.steps()
                .subList(Math.min(next, plot.steps().size()), plot.steps().size()));
        candidates.addAll(plot.rules());
        String awaited = next < plot.steps().size() ? plot.steps().get(next).name() : "";
        Nearest nearest = new Nearest(shown, awaited, "", List.of());
        double distance = Double.MAX_VALUE;
        for (Step candidate : candidates) {
            List<Difference> found = differences(candidate, message, shown);
            double share = (double) found.size() / size(candidate);
            if (found.isEmpty()) {
                found = List.of(new Difference("", awaited + " first", "what " + candidate.name() + " waits for"));
            }
            if (share < distance) {
                distance = share;
                nearest = new Nearest(shown, awaited, candidate.name(), cut(found));
            }
        }
        return nearest;
    }

    private static List<Difference> differences(Step step, JsonNode message, JsonNode shown) {
        List<Difference> found = new ArrayList<>();
        step.expected().ifPresent(expected -> {
            if (expected instanceof Expected.Message wanted) {
                wanted.shape().compare("", message, shown, found);
            } else if (expected instanceof Expected.Audio audio) {
                found.add(new Difference(
                        "realtimeInput.audio", "audio of " + DurationText.write(audio.atLeast()), "absent"));
            }
        });
        return found;
    }

    private static int size(Step step) {
        return step.expected()
                .filter(Expected.Message.class::isInstance)
                .map(expected -> ((Expected.Message) expected).shape().size())
                .orElse(1);
    }

    private static List<Difference> cut(List<Difference> found) {
        return List.copyOf(found.subList(0, Math.min(found.size(), MOST_DIFFERENCES)));
    }

    String words() {
        String where = awaited.isEmpty() ? "no step is left" : awaited;
        if (expectation.isEmpty()) {
            return where + "; nothing waits for this message";
        }
        String said = differences.stream().map(Difference::toString).collect(Collectors.joining("; "));
        return expectation.equals(awaited) ? where + ": " + said : where + "; nearest is " + expectation + ": " + said;
    }
}
