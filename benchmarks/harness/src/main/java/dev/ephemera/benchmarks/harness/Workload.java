package dev.ephemera.benchmarks.harness;

/** One kind of work, done again and again by one runner. */
@FunctionalInterface
public interface Workload {

    /**
     * Does the work once.
     *
     * @return what came of it
     * @throws Exception if it could not be done, which ends the measurement
     */
    Object once() throws Exception;
}
