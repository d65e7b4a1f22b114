package dev.ephemera.emulator.internal.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens by modality. Pure. */
public record TokenCount(Map<String, Integer> byModality) {

    public static final TokenCount NONE = new TokenCount(Map.of());

    /** The same for words as for their sound, which is ten milliseconds a character. */
    public static final int CHARACTERS_PER_TOKEN = 4;

    private static final int TOKENS_PER_SECOND_OF_AUDIO = 25;

    public static TokenCount text(String text) {
        return text(text.length());
    }

    /** Returns what a text of some characters costs. */
    static TokenCount text(int characters) {
        return of("TEXT", (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
    }

    public static TokenCount audio(Duration duration) {
        return of("AUDIO", (int) Math.ceil(duration.toNanos() * TOKENS_PER_SECOND_OF_AUDIO / 1e9));
    }

    static TokenCount of(String modality, int tokens) {
        return tokens == 0 ? NONE : new TokenCount(Map.of(modality, tokens));
    }

    public TokenCount plus(TokenCount other) {
        Map<String, Integer> sum = new LinkedHashMap<>(byModality);
        other.byModality.forEach((modality, tokens) -> sum.merge(modality, tokens, Integer::sum));
        return new TokenCount(sum);
    }

    public int total() {
        return byModality.values().stream().mapToInt(Integer::intValue).sum();
    }
}
