package dev.ephemera.emulator.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an answer into the pieces that it is sent in. Pure. */
public final class Pieces {

    private static final Pattern WORD = Pattern.compile("\\S+\\s*");
    private static final int MOST = 8;

    private Pieces() {}

    /** Returns pieces that make up the text again: whole words, and at most eight pieces. */
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        for (Matcher matcher = WORD.matcher(text); matcher.find(); ) {
            words.add(matcher.group());
        }
        int size = Math.max(1, (words.size() + MOST - 1) / MOST);
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < words.size(); i += size) {
            pieces.add(String.join("", words.subList(i, Math.min(words.size(), i + size))));
        }
        return pieces;
    }
}
