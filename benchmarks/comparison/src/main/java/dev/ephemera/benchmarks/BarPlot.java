package dev.ephemera.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Bars with their spread, one panel below the other, as SVG. */
final class BarPlot {

    private static final int WIDTH = 820;
    private static final int LABELS = 280;
    private static final int BARS = 420;
    private static final int LINE = 22;
    private static final int HEAD = 34;

    /** Some bars on one scale. */
    private record Panel(String title, Map<String, Figure> bars) {

        double most() {
            return bars.values().stream().mapToDouble(Figure::most).max().orElse(1);
        }
    }

    private final List<Panel> panels = new ArrayList<>();

    /** Adds a panel with a bar for each of those who worked. */
    <K, T> BarPlot add(
            String title, Map<K, List<T>> rounds, Function<K, String> name, Function<List<T>, Figure> figure) {
        Map<String, Figure> bars = new LinkedHashMap<>();
        rounds.forEach((who, figures) -> bars.put(name.apply(who), figure.apply(figures)));
        panels.add(new Panel(title, bars));
        return this;
    }

    /** Draws all panels. */
    String svg() {
        StringBuilder drawn = new StringBuilder();
        int y = 0;
        for (Panel panel : panels) {
            y += HEAD;
            drawn.append(text(0, y - 12, "start", "bold", panel.title()));
            for (Map.Entry<String, Figure> bar : panel.bars().entrySet()) {
                drawn.append(bar(y, bar.getKey(), bar.getValue(), BARS / Math.max(panel.most(), 1e-9)));
                y += LINE;
            }
        }
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 0 %d %d" font-family="sans-serif" font-size="13">
                <rect x="-10" width="100%%" height="100%%" fill="white"/>
                %s</svg>
                """, WIDTH, y + LINE, drawn);
    }

    private static String bar(int y, String name, Figure figure, double scale) {
        double end = LABELS + figure.median() * scale;
        double most = LABELS + figure.most() * scale;
        return text(LABELS - 8, y + 14, "end", "normal", name)
                + String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                        LABELS,
                        y + 3,
                        end - LABELS,
                        LINE - 7,
                        name.startsWith("Ephemera") ? "#2f6f4f" : "#9aa5ab")
                + String.format(
                        Locale.ROOT,
                        "<path d=\"M%.1f %dH%.1f\" stroke=\"#333\" stroke-width=\"1.5\"/>%n",
                        LABELS + figure.least() * scale,
                        y + 3 + (LINE - 7) / 2,
                        most)
                + text((int) Math.max(end, most) + 6, y + 14, "start", "normal", figure.shown());
    }

    private static String text(int x, int y, String anchor, String weight, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                weight,
                text.replace("&", "&amp;").replace("<", "&lt;").replace("`", ""));
    }
}
