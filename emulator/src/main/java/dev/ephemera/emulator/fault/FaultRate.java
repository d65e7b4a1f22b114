package dev.ephemera.emulator.fault;

import java.util.List;

/**
 * Faults that requests meet at random; see {@link Faults#rate(double, long, Fault...)}.
 *
 * @param probability 0 to 1, for each request that any of the faults may hit
 * @param seed where the random numbers start
 * @param faults what requests may meet, at least one
 */
public record FaultRate(double probability, long seed, List<Fault> faults) {

    /**
     * Checks the values.
     *
     * @param probability 0 to 1
     * @param seed any number
     * @param faults at least one
     * @throws IllegalArgumentException if the probability is out of range or there are no faults
     */
    public FaultRate {
        faults = List.copyOf(faults);
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("the probability is " + probability + "; give 0 to 1.");
        }
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("no faults are given to choose among; give at least one.");
        }
    }
}
