package dev.ephemera.transport.internal;

import java.util.random.RandomGenerator;

/**
 * What all calls of one client share.
 *
 * @param preparations begins asynchronous calls, each on a thread of its own
 * @param underWay the calls that closing the client ends
 * @param clocks the best known clocks of the services
 * @param clients make OkHttp's calls
 * @param time how time passes
 * @param random chooses waits
 * @param interrupts ends the exchange of a caller who is interrupted
 */
record CallRuntime(
        Preparations preparations,
        CallsUnderWay underWay,
        ServerClocks clocks,
        HttpClients clients,
        Time time,
        RandomGenerator random,
        InterruptWatch interrupts) {}
