package dev.ephemera.emulator.internal.cli;

import static dev.ephemera.emulator.internal.cli.Flag.ASSUME;
import static dev.ephemera.emulator.internal.cli.Flag.CERTIFICATE;
import static dev.ephemera.emulator.internal.cli.Flag.CONTROL_PORT;
import static dev.ephemera.emulator.internal.cli.Flag.HOST;
import static dev.ephemera.emulator.internal.cli.Flag.KEY;
import static dev.ephemera.emulator.internal.cli.Flag.LET_OTHERS_REACH_THIS;
import static dev.ephemera.emulator.internal.cli.Flag.MODEL;
import static dev.ephemera.emulator.internal.cli.Flag.MODEL_DENY;
import static dev.ephemera.emulator.internal.cli.Flag.NO_CONTROL;
import static dev.ephemera.emulator.internal.cli.Flag.PORT;
import static dev.ephemera.emulator.internal.cli.Flag.RECORD;
import static dev.ephemera.emulator.internal.cli.Flag.SCRIPT;
import static dev.ephemera.emulator.internal.cli.Flag.TEXT_FRAMES;
import static dev.ephemera.emulator.internal.cli.Flag.TRUST_STORE;
import static dev.ephemera.emulator.internal.cli.Flag.UPSTREAM;
import static dev.ephemera.emulator.internal.cli.Flag.VIRTUAL;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options that are each right, and together cannot work or would be ignored. Pure. */
final class Conflicts {

    private record Pair(Flag one, Flag other, String why) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(NO_CONTROL, CONTROL_PORT, "one port is served or none; leave out one of them"),
            new Pair(
                    NO_CONTROL,
                    VIRTUAL,
                    "nothing but the control API moves the time; leave out --no-control, or --virtual for the system's time"),
            new Pair(UPSTREAM, SCRIPT, "the other endpoint answers, and plays no script; leave out one of them"),
            new Pair(UPSTREAM, MODEL, "the other endpoint's own models answer; leave out one of them"),
            new Pair(UPSTREAM, MODEL_DENY, "the other endpoint's own models answer; leave out one of them"),
            new Pair(UPSTREAM, ASSUME, "the other endpoint does what it does; leave out one of them"),
            new Pair(
                    UPSTREAM,
                    TEXT_FRAMES,
                    "the other endpoint's frames are handed on as they are; leave out one of them"),
            new Pair(UPSTREAM, VIRTUAL, "the other endpoint's time does not stand still; leave out one of them"));

    /** What is written, and what is read: none of it may be the same file. */
    private static final List<Flag> FILES = List.of(CERTIFICATE, TRUST_STORE, RECORD, SCRIPT);

    private Conflicts() {}

    /**
     * Looks at the options together.
     *
     * @param upstreamKey whether there is a key of {@code --upstream} that goes there in the place of the emulator's own
     * @throws UsageException if some do not go together; it names them, and the way out
     */
    static void check(Given given, boolean upstreamKey) throws UsageException {
        for (Pair pair : PAIRS) {
            if (given.has(pair.one()) && given.has(pair.other())) {
                throw new UsageException(
                        pair.one() + " and " + pair.other() + " do not go together: " + pair.why() + ".");
            }
        }
        refuse(
                given.has(RECORD) && !given.has(UPSTREAM),
                "--record has nothing to record without --upstream; name the endpoint there.");
        refuse(
                given.has(UPSTREAM) && given.has(NO_CONTROL) && !given.has(RECORD),
                "--upstream and --no-control leave nobody who could have what is recorded; give --record FILE, or leave out"
                        + " --no-control.");
        refuse(
                given.has(UPSTREAM) && given.has(KEY) && !upstreamKey,
                "--upstream and --key do not go together: clients present the other endpoint's credential; leave out --key,"
                        + " or give that endpoint's key in " + Arguments.UPSTREAM_KEY + ".");
        refuse(
                upstreamKey
                        && given.has(LET_OTHERS_REACH_THIS)
                        && given.value(KEY).orElse(Arguments.DEFAULT_KEY).equals(Arguments.DEFAULT_KEY),
                "--let-others-reach-this lets others spend the key in " + Arguments.UPSTREAM_KEY
                        + " by the emulator's own, which everybody knows; give a --key that nobody can guess.");
        refuse(
                given.has(LET_OTHERS_REACH_THIS) && !given.has(HOST),
                "--let-others-reach-this does nothing without --host; give the address there, 0.0.0.0 for all.");
        refuse(
                given.value(PORT).filter(port -> !port.equals("0")).isPresent()
                        && given.value(PORT).equals(given.value(CONTROL_PORT)),
                "--port and --control-port are the same; give two that differ, or 0 for any free one.");
        differentFiles(given);
    }

    private static void differentFiles(Given given) throws UsageException {
        Map<Path, Flag> files = new HashMap<>();
        for (Flag flag : FILES) {
            for (String name : given.values(flag)) {
                Flag before = files.put(Path.of(name).toAbsolutePath().normalize(), flag);
                if (before != null) {
                    throw new UsageException(
                            before + " and " + flag + " both name " + name + "; give two different files.");
                }
            }
        }
    }

    private static void refuse(boolean wrong, String why) throws UsageException {
        if (wrong) {
            throw new UsageException(why);
        }
    }
}
