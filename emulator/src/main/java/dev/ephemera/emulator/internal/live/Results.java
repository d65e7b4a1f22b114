package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.model.SmallModel;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What functions gave back and the model has not spoken of yet. Guarded by its session's lock. */
final class Results {

    private final List<JsonNode> responses = new ArrayList<>();

    void add(JsonNode response) {
        responses.add(response);
    }

    boolean any() {
        return !responses.isEmpty();
    }

    /** Returns the words about all of them, which are said herewith. */
    String report() {
        String words = SmallModel.report(responses);
        responses.clear();
        return words;
    }

    void clear() {
        responses.clear();
    }
}
