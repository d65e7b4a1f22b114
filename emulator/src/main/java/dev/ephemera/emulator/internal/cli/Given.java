package dev.ephemera.emulator.internal.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The options that were given, and their values as they were written. Immutable. */
final class Given {

    private final Map<Flag, List<String>> values;

    private Given(Map<Flag, List<String>> values) {
        this.values = values;
    }

    /**
     * Takes the command line apart.
     *
     * @throws UsageException if it holds something that is no option, or one without its value or twice
     */
    static Given read(String... words) throws UsageException {
        Options known = new Options();
        for (Flag flag : Flag.values()) {
            known.addOption(flag.option());
        }
        CommandLine line;
        try {
            line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(known, words);
        } catch (MissingArgumentException missing) {
            throw new UsageException("--" + missing.getOption().getLongOpt() + " is given without its value.");
        } catch (UnrecognizedOptionException unknown) {
            throw noOption(unknown.getOption());
        } catch (ParseException malformed) {
            throw new UsageException(String.valueOf(malformed.getMessage()));
        }
        if (!line.getArgList().isEmpty()) {
            throw noOption(line.getArgList().get(0));
        }
        return of(line);
    }

    private static Given of(CommandLine line) throws UsageException {
        Map<Flag, List<String>> values = new EnumMap<>(Flag.class);
        for (Option option : line.getOptions()) {
            Flag flag = Stream.of(Flag.values())
                    .filter(known -> known.word().equals(option.getLongOpt()))
                    .findFirst()
                    .orElseThrow();
            if (values.containsKey(flag) && !flag.mayBeRepeated()) {
                throw new UsageException(flag + " is given twice; give it once.");
            }
            List<String> all = values.computeIfAbsent(flag, none -> new ArrayList<>());
            Optional.ofNullable(option.getValue()).ifPresent(all::add);
        }
        return new Given(values);
    }

    private static UsageException noOption(String word) {
        return new UsageException("There is no option " + word + "; there are "
                + Stream.of(Flag.values()).map(Flag::toString).collect(Collectors.joining(", "))
                + ", which --help explains.");
    }

    boolean has(Flag flag) {
        return values.containsKey(flag);
    }

    /** The value of an option; empty if it was not given, or given without. */
    Optional<String> value(Flag flag) {
        return values(flag).stream().findFirst();
    }

    List<String> values(Flag flag) {
        return values.getOrDefault(flag, List.of());
    }
}
