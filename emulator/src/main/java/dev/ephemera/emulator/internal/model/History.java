package dev.ephemera.emulator.internal.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation so far. Pure.
 *
 * @param said the last things that the user said, oldest first
 * @param tokens what all of it costs, the model's own words included
 */
public record History(List<String> said, TokenCount tokens) {

    public static final History EMPTY = new History(List.of(), TokenCount.NONE);

    /** More than this the model does not remember word by word. */
    private static final int MOST_REMEMBERED = 100;

    public History {
        said = List.copyOf(said.subList(Math.max(0, said.size() - MOST_REMEMBERED), said.size()));
    }

    public History plusUser(UserInput input) {
        List<String> all = new ArrayList<>(said);
        if (!input.text().isEmpty()) {
            all.add(input.text());
        }
        return new History(all, tokens.plus(input.tokens()));
    }

    public History plusModel(String words) {
        return new History(said, tokens.plus(TokenCount.text(words)));
    }
}
