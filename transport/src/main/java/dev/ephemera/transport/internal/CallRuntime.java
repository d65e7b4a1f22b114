package dev.ephemera.transport.internal;

/**
 * What all calls of one client share.
 *
 * @param preparations begins asynchronous calls, each on a thread of its own
 * @param underWay the calls that closing the client ends
 * @param outcomes what a try that has ended means
 * @param time how time passes
 * @param interrupts ends the exchange of a caller who is interrupted
 */
record CallRuntime(
        Preparations preparations,
        CallsUnderWay underWay,
        CallOutcomes outcomes,
        Time time,
        InterruptWatch interrupts) {}
