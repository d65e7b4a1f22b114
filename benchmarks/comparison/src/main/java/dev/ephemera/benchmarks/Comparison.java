package dev.ephemera.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lets all runners do the same work in turn, each in a process of its own, and writes what it cost. */
final class Comparison {

    /** Work that has a section and a plot of its own. */
    private enum Group {
        CREATE,
        LIVE,
        DELAYS,
        START,
        IDLE,
        GROWTH,
        PURE;

        Report measure(Path directory, Set<Path> jdks) throws IOException, InterruptedException {
            return switch (this) {
                case CREATE -> TokenCosts.measure(directory);
                case LIVE -> LiveCosts.measure(directory);
                case DELAYS -> LiveDelays.measure(directory);
                case START -> ColdStart.measure(directory);
                case IDLE -> IdleCosts.measure(directory, jdks);
                case GROWTH -> Growth.measure(directory);
                case PURE -> PureCosts.measure(directory);
            };
        }
    }

    private Comparison() {}

    /** Takes the document that is written, the home of the JDK on which there are idle sessions, too, and which groups, if not all. */
    public static void main(String[] arguments) throws Exception {
        Path document = Path.of(arguments[0]);
        Set<Path> running = Set.of(Path.of(System.getProperty("java.home")));
        Set<Path> jdks = new LinkedHashSet<>(running);
        jdks.add(Path.of(arguments[1]));
        Locale.setDefault(Locale.ROOT); // the document is written alike everywhere
        List<Group> groups = arguments.length > 2 && !arguments[2].equals("all")
                ? Arrays.stream(arguments[2].split(",", -1)).map(Group::valueOf).toList()
                : List.of(Group.values());
        Machine.requireFiles();
        if (groups.contains(Group.IDLE)) {
            Machine.requireDifferent(jdks);
        }
        String machine = Machine.describe(running);
        String withBoth = Machine.describe(jdks);
        for (Group group : groups) {
            Report report = group.measure(Files.createTempDirectory("ephemera-benchmarks"), jdks);
            System.out.println(report.text());
            report.write(document, group == Group.IDLE ? withBoth : machine);
        }
    }
}
