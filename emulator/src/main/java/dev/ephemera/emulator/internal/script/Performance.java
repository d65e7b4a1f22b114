package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.internal.live.RealtimeInput;
import dev.ephemera.emulator.internal.live.RefusedException;
import dev.ephemera.emulator.internal.live.Stage;
import dev.ephemera.emulator.internal.script.Plot.Otherwise;
import dev.ephemera.emulator.internal.script.Plot.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A script as it is played in one session. Guarded by the session's lock. */
final class Performance {

    private static final int UNMATCHED = 1008;

    private final Plot plot;
    private final Stage stage;
    private final Consumer<Nearest> unmatched;
    private final Sequence steps;
    private final List<Sequence> rules = new ArrayList<>();
    private int next;
    private int met;
    private Duration heard = Duration.ZERO;

    /**
     * Makes one.
     *
     * @param unmatched takes what a message that nothing matches came nearest to
     */
    Performance(Plot plot, Stage stage, Consumer<Nearest> unmatched) {
        this.plot = plot;
        this.stage = stage;
        this.unmatched = unmatched;
        this.steps = new Sequence(stage);
        plot.rules().forEach(rule -> rules.add(new Sequence(stage)));
    }

    Plot plot() {
        return plot;
    }

    void opened() {
        if (awaited().filter(Expected.Opening.class::isInstance).isPresent()) {
            meet();
        }
    }

    boolean accept(JsonNode message) {
        if (message.has("setup") && !plot.takesSetup()) {
            stage.setupComplete();
            goOn();
            return true;
        }
        Duration audio = audio(message);
        if (meets(message, audio) || obeys(message)) {
            return true;
        }
        if (!audio.isZero() && listens()) {
            return true;
        }
        return leave(message);
    }

    private Optional<Expected> awaited() {
        return next < plot.steps().size() ? plot.steps().get(next).expected() : Optional.empty();
    }

    private boolean meets(JsonNode message, Duration audio) {
        Optional<Expected> awaited = awaited();
        if (awaited.isPresent() && awaited.get() instanceof Expected.Audio && !audio.isZero()) {
            hear(audio);
            return true;
        }
        heard = Duration.ZERO;
        if (awaited.isPresent()
                && awaited.get() instanceof Expected.Message wanted
                && wanted.shape().matches(message)) {
            meet();
            return true;
        }
        return false;
    }

    /** Counts audio; what is more than one step waits for counts for the next, if that waits for audio too. */
    private void hear(Duration audio) {
        heard = heard.plus(audio);
        while (awaited().isPresent()
                && awaited().get() instanceof Expected.Audio wanted
                && heard.compareTo(wanted.atLeast()) >= 0) {
            heard = heard.minus(wanted.atLeast());
            meet();
        }
    }

    private void meet() {
        Step step = plot.steps().get(next);
        met++;
        if (met == step.times()) {
            met = 0;
            next++;
        }
        if (step.interrupts()) {
            steps.stop();
        }
        steps.add(step.cues());
        if (met == 0 && !(step.expected().get() instanceof Expected.Opening)) {
            goOn();
        }
    }

    /** Does what follows without being waited for. */
    private void goOn() {
        while (next < plot.steps().size() && plot.steps().get(next).expected().isEmpty()) {
            Step step = plot.steps().get(next++);
            for (int i = 0; i < step.times(); i++) {
                steps.add(step.cues());
            }
        }
    }

    private boolean obeys(JsonNode message) {
        for (int i = 0; i < rules.size(); i++) {
            Step rule = plot.rules().get(i);
            if (rule.expected().get() instanceof Expected.Message wanted
                    && wanted.shape().matches(message)) {
                rules.get(i).add(rule.cues());
                return true;
            }
        }
        return false;
    }

    /** Whether the script has to do with audio: then an open microphone is nothing to report. */
    private boolean listens() {
        return plot.steps().stream()
                .anyMatch(step ->
                        step.expected().filter(Expected.Audio.class::isInstance).isPresent());
    }

    private boolean leave(JsonNode message) {
        boolean setup = message.has("setup");
        if (plot.otherwise() == Otherwise.MODEL) {
            if (setup) {
                next++;
                stage.setupComplete();
            }
            return setup;
        }
        Nearest nearest = Nearest.to(message, plot, next);
        unmatched.accept(nearest);
        if (plot.otherwise() == Otherwise.CLOSE) {
            stage.close(UNMATCHED, "Script: " + nearest.words());
        }
        return true;
    }

    private static Duration audio(JsonNode message) {
        try {
            return message.path("realtimeInput") instanceof ObjectNode input
                    ? RealtimeInput.read(input).length()
                    : Duration.ZERO;
        } catch (RefusedException | IllegalArgumentException noAudio) {
            return Duration.ZERO;
        }
    }

    void stop() {
        steps.stop();
        rules.forEach(Sequence::stop);
    }
}
