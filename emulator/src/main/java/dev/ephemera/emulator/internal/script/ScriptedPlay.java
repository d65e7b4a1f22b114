package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.internal.live.Play;
import dev.ephemera.emulator.internal.live.Stage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Plays the first script that suits a session: at once if it is for any model, else when the client names its model.
 * Guarded by the session's lock.
 */
final class ScriptedPlay implements Play {

    private final List<GivenScript> candidates;
    private final Stage stage;
    private final Consumer<Nearest> unmatched;
    private @Nullable Performance performance;

    ScriptedPlay(List<GivenScript> candidates, Stage stage, Consumer<Nearest> unmatched) {
        this.candidates = candidates;
        this.stage = stage;
        this.unmatched = unmatched;
    }

    @Override
    public void opened() {
        choose(Optional.empty());
    }

    @Override
    public boolean suits(String model) {
        if (performance == null) {
            choose(Optional.of(PlotReader.model(model)));
        }
        return performance != null;
    }

    private void choose(Optional<String> model) {
        for (GivenScript candidate : candidates) {
            Optional<String> wanted = candidate.plot().model();
            if (wanted.isPresent() && model.isEmpty()) {
                return;
            }
            if (wanted.filter(name -> !name.equals(model.get())).isEmpty() && candidate.take()) {
                Performance chosen = new Performance(candidate.plot(), stage, unmatched);
                performance = chosen;
                chosen.opened();
                return;
            }
        }
    }

    @Override
    public boolean enforces() {
        return performance == null || performance.plot().enforce();
    }

    @Override
    public boolean leavesToModel() {
        return performance == null || performance.plot().otherwise() == Plot.Otherwise.MODEL;
    }

    @Override
    public boolean accept(JsonNode message) {
        return performance != null && performance.accept(message);
    }

    @Override
    public void stop() {
        if (performance != null) {
            performance.stop();
        }
    }
}
