package dev.ephemera.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A table in Markdown. Pure. */
public final class Table {

    private Table() {}

    /** Writes one line for each of those who worked, with cells made from the figures of its rounds. */
    public static <K, T> String of(
            String head, Map<K, List<T>> rounds, Function<K, String> title, Function<List<T>, List<String>> row) {
        int columns = head.split("\\|", -1).length - 2;
        StringBuilder table = new StringBuilder(head)
                .append('\n')
                .append("|---".repeat(columns))
                .append("|\n");
        rounds.forEach((who, figures) -> table.append("| ")
                .append(title.apply(who))
                .append(" | ")
                .append(String.join(" | ", row.apply(figures)))
                .append(" |\n"));
        return table.toString();
    }
}
