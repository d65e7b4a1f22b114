package dev.ephemera.emulator.internal.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation so far. Pure.
 *
 * @param exchanges the last of it, oldest first
 * @param before what all costs that is not remembered word by word any more
 */
public record History(List<Exchange> exchanges, TokenCount before) {

    /**
     * What the user said and what the model said to it.
     *
     * @param said the user's words; empty for audio and pictures
     * @param tokens what all of it costs
     */
    public record Exchange(String said, TokenCount tokens) {}

    public static final History EMPTY = new History(List.of(), TokenCount.NONE);

    /** More than this the model does not remember word by word. */
    private static final int MOST_REMEMBERED = 100;

    /** More of one text is never repeated. */
    private static final int MOST_OF_A_TEXT = 1000;

    public History {
        exchanges = List.copyOf(exchanges);
    }

    /** Adds a turn of the user; nothing if it is empty. */
    public History plusUser(String said, TokenCount tokens) {
        if (tokens.total() == 0) {
            return this;
        }
        List<Exchange> all = new ArrayList<>(exchanges);
        all.add(new Exchange(said.substring(0, Math.min(said.length(), MOST_OF_A_TEXT)), tokens));
        TokenCount forgotten = before;
        if (all.size() > MOST_REMEMBERED) {
            forgotten = forgotten.plus(all.remove(0).tokens());
        }
        return new History(all, forgotten);
    }

    public History plusModel(String words) {
        TokenCount cost = TokenCount.text(words);
        if (exchanges.isEmpty()) {
            return new History(exchanges, before.plus(cost));
        }
        List<Exchange> all = new ArrayList<>(exchanges);
        Exchange last = all.remove(all.size() - 1);
        all.add(new Exchange(last.said(), last.tokens().plus(cost)));
        return new History(all, before);
    }

    /**
     * Drops what is oldest, up to the beginning of a turn of the user.
     *
     * @param target how many tokens may stay; the last exchange stays in any case
     */
    public History shortened(long target) {
        List<Exchange> kept = new ArrayList<>(exchanges);
        History shorter = new History(kept, TokenCount.NONE);
        while (kept.size() > 1 && shorter.tokens().total() > target) {
            kept.remove(0);
            shorter = new History(kept, TokenCount.NONE);
        }
        return shorter;
    }

    /** The last things that the user said in words, oldest first. */
    public List<String> said() {
        return exchanges.stream()
                .map(Exchange::said)
                .filter(said -> !said.isEmpty())
                .toList();
    }

    /** What all of it costs, the model's own words included. */
    public TokenCount tokens() {
        return exchanges.stream().map(Exchange::tokens).reduce(before, TokenCount::plus);
    }
}
