package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code --assume} names: the constants of {@link Assumption}, as they are or in lower case with dashes. Pure. */
final class Assumptions {

    private Assumptions() {}

    /**
     * Finds them.
     *
     * @throws UsageException if there is none of a name, or if two contradict each other
     */
    static Set<Assumption> named(List<String> names) throws UsageException {
        Set<Assumption> assumptions = EnumSet.noneOf(Assumption.class);
        for (String name : names) {
            assumptions.add(named(name));
        }
        try {
            EmulatorOptions.builder().assumptions(assumptions).build();
        } catch (IllegalArgumentException contradiction) {
            throw new UsageException(Flag.ASSUME + ": the " + contradiction.getMessage());
        }
        return assumptions;
    }

    private static Assumption named(String name) throws UsageException {
        String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Stream.of(Assumption.values())
                .filter(known -> known.name().equals(constant))
                .findFirst()
                .orElseThrow(() -> UsageException.wrong(
                        Flag.ASSUME,
                        name,
                        "one of "
                                + Stream.of(Assumption.values())
                                        .map(Assumption::name)
                                        .collect(Collectors.joining(", "))));
    }
}
