package dev.ephemera.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Lets processes work in turn, so that all of them meet the same machine.
 *
 * @param count what one round is
 * @param warmUp how many rounds do not count
 * @param rounds how many do
 */
public record Turns(int count, int warmUp, int rounds) {

    /** Starts one of those who work. */
    @FunctionalInterface
    public interface Start<K> {

        /** Starts its process. */
        ChildProcess process(K who) throws IOException;
    }

    /**
     * Starts all, takes the turns, and ends all.
     *
     * @param who who works
     * @param start starts each
     * @param read makes figures of an answer
     * @return the figures of each one's rounds
     */
    public <K extends Comparable<K>, T> Map<K, List<T>> take(Set<K> who, Start<K> start, Function<String, T> read)
            throws IOException {
        Map<K, ChildProcess> processes = new TreeMap<>();
        Map<K, List<T>> figures = new TreeMap<>();
        try {
            for (K one : who) {
                processes.put(one, start.process(one));
            }
            List<Map.Entry<K, ChildProcess>> order = new ArrayList<>(processes.entrySet());
            Random random = new Random(rounds);
            for (int round = -warmUp; round < rounds; round++) {
                Collections.shuffle(order, random); // nobody always comes after the same
                for (Map.Entry<K, ChildProcess> turn : order) {
                    T figure = read.apply(turn.getValue().answer(count));
                    if (round >= 0) {
                        figures.computeIfAbsent(turn.getKey(), one -> new ArrayList<>())
                                .add(figure);
                    }
                }
            }
            return figures;
        } finally {
            processes.values().forEach(ChildProcess::close);
        }
    }
}
