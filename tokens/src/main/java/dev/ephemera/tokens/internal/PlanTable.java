package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.FieldLock;
import dev.ephemera.tokens.LockMode;
import dev.ephemera.tokens.LockPlan;
import dev.ephemera.tokens.LockWarning;
import java.util.ArrayList;
import java.util.List;

/** A plan for people to read. Pure. */
public final class PlanTable {

    private static final String GAP = "  ";

    private PlanTable() {}

    /**
     * Prints a plan.
     *
     * @param plan the plan
     * @param warnings what follows the table
     * @return lines with no end of line after the last
     */
    public static String of(LockPlan plan, List<LockWarning> warnings) {
        List<String> lines = new ArrayList<>();
        lines.add(plan.mode() + ": " + plan.mode().text());
        lines.add("");
        lines.addAll(table(plan.fields()));
        lines.add("");
        lines.add(note(plan));
        warnings.forEach(warning -> lines.add("Warning: " + warning.message()));
        return String.join("\n", lines);
    }

    private static List<String> table(List<FieldLock> fields) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("field of the setup", "", "value", "why"));
        for (FieldLock field : fields) {
            rows.add(List.of(
                    field.path(),
                    field.locked() ? "locked" : "",
                    ShownValue.of(field),
                    field.reason().text()));
        }
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - width(row.get(i))))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String note(LockPlan plan) {
        if (plan.mode() == LockMode.NONE) {
            return "Note: the client may resume a session by its handle.";
        }
        return plan.field("sessionResumption.handle").forced().isPresent()
                ? "Note: every session resumes the one that the token's handle names; a handle of the client's is ignored."
                : "Note: the client may resume a session by its handle all the same; so the service was observed to do.";
    }
}
