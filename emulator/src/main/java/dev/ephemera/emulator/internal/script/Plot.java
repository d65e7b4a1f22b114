package dev.ephemera.emulator.internal.script;

import java.util.List;
import java.util.Optional;

/**
 * A script as it is played.
 *
 * @param connection which connection it is for, counted from 1 from the moment that it was given; empty for any
 * @param model the model that it is for; empty for any
 * @param once whether it is for one session only
 * @param enforce whether the emulator holds the client to the service's rules
 * @param otherwise what happens to a message that nothing matches
 * @param steps what comes one after the other
 * @param rules what holds at any time
 */
record Plot(
        Optional<Integer> connection,
        Optional<String> model,
        boolean once,
        boolean enforce,
        Otherwise otherwise,
        List<Step> steps,
        List<Step> rules) {

    enum Otherwise {
        MODEL,
        IGNORE,
        CLOSE
    }

    /**
     * A step, or a rule.
     *
     * @param name how a report names it
     * @param expected what it waits for; empty if it follows at once
     * @param cues what it does then
     * @param times how many times it waits and does
     * @param interrupts whether it drops what earlier steps still have to do
     */
    record Step(String name, Optional<Expected> expected, List<Cue> cues, int times, boolean interrupts) {

        boolean waitsForSetup() {
            return expected.filter(what -> what instanceof Expected.Message message && message.setup())
                    .isPresent();
        }
    }

    boolean takesSetup() {
        return steps.stream().anyMatch(Step::waitsForSetup);
    }
}
