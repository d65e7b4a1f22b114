package dev.ephemera.benchmarks.websocket;

import java.util.List;

/** What candidates can do, tried now, as Markdown. */
final class CapabilityTable {

    private CapabilityTable() {}

    static String of(List<Candidate> candidates) throws Exception {
        StringBuilder table = new StringBuilder("| |");
        candidates.forEach(
                candidate -> table.append(' ').append(candidate.title()).append(" |"));
        table.append("\n|---").append("|---".repeat(candidates.size())).append("|\n");
        for (Capability capability : Capability.values()) {
            table.append("| ").append(capability.title());
            for (Candidate candidate : candidates) {
                try (Engine engine = candidate.engine()) {
                    table.append(" | ").append(capability.observe(engine));
                }
            }
            table.append(" |\n");
        }
        return table.toString();
    }
}
