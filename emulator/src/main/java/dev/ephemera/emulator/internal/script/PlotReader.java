package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.internal.script.Plot.Otherwise;
import dev.ephemera.emulator.internal.script.Plot.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads a script from its JSON. Pure. */
public final class PlotReader {

    private static final List<String> KEYS =
            List.of("name", "connection", "model", "once", "enforce", "otherwise", "steps", "rules");
    private static final List<String> STEP_KEYS = List.of("expect", "then", "times", "interrupts");
    private static final List<String> RULE_KEYS = List.of("whenever", "then");
    private static final List<String> OTHERWISE = List.of("close", "ignore", "model");
    private static final int MOST_TIMES = 1_000_000;

    private final ShapeReader shapes;

    private PlotReader(boolean strict) {
        this.shapes = new ShapeReader(strict);
    }

    /**
     * Sees to it that a script can be played.
     *
     * @throws MisreadException if it cannot
     */
    public static void check(JsonNode json) {
        read(json);
    }

    /**
     * Reads a script.
     *
     * @throws MisreadException if it says what no script can say
     */
    static Plot read(JsonNode json) {
        At root = new At(json, "").object(KEYS);
        boolean enforce = root.given("enforce").map(At::flag).orElse(true);
        Otherwise otherwise = root.given("otherwise").map(PlotReader::otherwise).orElse(Otherwise.CLOSE);
        if (!enforce && otherwise == Otherwise.MODEL) {
            throw root.member("otherwise").wrong("cannot be model where enforce is false: the model needs a setup.");
        }
        root.given("name").ifPresent(At::text);
        PlotReader reader = new PlotReader(enforce);
        return new Plot(
                root.given("connection").map(at -> at.number(1, Integer.MAX_VALUE)),
                root.given("model").map(At::text).map(PlotReader::model),
                root.given("once").map(At::flag).orElse(false),
                enforce,
                otherwise,
                reader.steps(root),
                reader.rules(root));
    }

    /** A model's name in full. */
    static String model(String name) {
        return name.contains("/") ? name : "models/" + name;
    }

    private static Otherwise otherwise(At at) {
        if (!OTHERWISE.contains(at.text())) {
            throw at.wrong("must be one of " + String.join(", ", OTHERWISE) + ", and is " + at.shown());
        }
        return Otherwise.valueOf(at.text().toUpperCase(Locale.ROOT));
    }

    private List<Step> steps(At root) {
        List<Step> steps = new ArrayList<>();
        for (At at : root.given("steps").map(At::items).orElse(List.of())) {
            steps.add(step(at.object(STEP_KEYS), steps));
        }
        return List.copyOf(steps);
    }

    private Step step(At at, List<Step> before) {
        Optional<Expected> expected = at.given("expect").map(what -> expected(what, before));
        boolean setup = expected.filter(what -> what instanceof Expected.Message message && message.setup())
                .isPresent();
        List<Cue> cues = at.given("then")
                .map(CueReader::read)
                .orElseGet(() -> setup ? List.of(CueReader.SETUP_COMPLETE) : List.of());
        return new Step(
                "step " + (before.size() + 1),
                expected,
                cues,
                at.given("times").map(times -> times.number(1, MOST_TIMES)).orElse(1),
                at.given("interrupts").map(At::flag).orElse(false));
    }

    private Expected expected(At at, List<Step> before) {
        if (at.node().isString()) {
            if (!at.text().equals("open")) {
                throw at.wrong("must be a message, or audio: {atLeast: …}, or open; and is " + at.shown());
            }
            if (!before.isEmpty()) {
                throw at.wrong("can be the first step only: the connection opens once.");
            }
            return new Expected.Opening();
        }
        if (at.node().has("audio")) {
            at.object(List.of("audio"));
            At audio = at.member("audio").object(List.of("atLeast"));
            return new Expected.Audio(audio.member("atLeast").duration());
        }
        Expected.Message message = message(at);
        boolean first = before.stream()
                .allMatch(step -> step.expected()
                        .filter(Expected.Opening.class::isInstance)
                        .isPresent());
        if (message.setup() && !first) {
            throw at.wrong("can be the first step only, or the second after open: a session has one setup.");
        }
        return message;
    }

    private Expected.Message message(At at) {
        if (!at.node().isObject()) {
            throw at.wrong("must be a message, and is " + at.shown());
        }
        return new Expected.Message(shapes.message(at), at.node().has("setup"));
    }

    private List<Step> rules(At root) {
        List<Step> rules = new ArrayList<>();
        for (At at : root.given("rules").map(At::items).orElse(List.of())) {
            Expected.Message whenever = message(at.object(RULE_KEYS).member("whenever"));
            if (whenever.setup()) {
                throw at.member("whenever").wrong("cannot be a setup; let the first step expect it.");
            }
            List<Cue> cues = at.given("then").map(CueReader::read).orElse(List.of());
            rules.add(new Step("rule " + (rules.size() + 1), Optional.of(whenever), cues, 1, false));
        }
        return List.copyOf(rules);
    }
}
