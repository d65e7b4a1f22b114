package dev.ephemera.emulator.fault;

import java.util.List;
import java.util.Optional;

/**
 * What shall go wrong in an emulator, and what has.
 *
 * <p>Each request (for a token, or for a Live session) meets at most one fault: the oldest of {@link #next} that may hit it,
 * else that of {@link #always(Fault)}, else one of
 * {@link #rate(double, long, Fault...)} with its probability. A fault that happens later in a session is
 * chosen when the session is asked for. Nothing goes wrong until a test says so.
 *
 * <p>Safe for use by any thread.
 */
public interface Faults {

    /**
     * Plans one fault each for the next requests that they may hit, in this order, behind those planned before.
     *
     * @param faults the faults
     */
    void next(Fault... faults);

    /**
     * Plans the same fault for each of the next requests that it may hit.
     *
     * @param times for how many, zero or more
     * @param fault the fault
     * @throws IllegalArgumentException if {@code times} is negative
     */
    void next(int times, Fault fault);

    /**
     * Plans a fault for every request that it may hit and that no fault of {@link #next} is for, in place of the one that
     * was planned so before.
     *
     * @param fault the fault
     */
    void always(Fault fault);

    /**
     * Lets requests meet a fault at random, in place of what was planned so before. The same seed and the same requests in
     * the same order meet the same faults.
     *
     * @param probability 0 to 1, for each request that any of the faults may hit
     * @param seed where the random numbers start
     * @param faults what they may meet, each as likely as the others among those that may hit the request
     * @throws IllegalArgumentException if the probability is out of range or there are no faults
     */
    void rate(double probability, long seed, Fault... faults);

    /** Plans nothing any more. Faults of sessions that are open already still happen. */
    void clear();

    /**
     * What {@link #next} has planned and no request has met yet.
     *
     * @return the faults in their order
     */
    List<Fault> pending();

    /**
     * What {@link #always(Fault)} has planned.
     *
     * @return the fault; empty for none
     */
    Optional<Fault> always();

    /**
     * What {@link #rate(double, long, Fault...)} has planned.
     *
     * @return what was given; empty for none
     */
    Optional<FaultRate> rate();

    /**
     * What has happened, oldest first. A fault is here from the moment on at which it begins.
     *
     * @return the newest ten thousand
     */
    List<InjectedFault> injected();
}
