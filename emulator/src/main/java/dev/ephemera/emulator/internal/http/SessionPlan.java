package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.internal.fault.FaultPlan;
import dev.ephemera.emulator.internal.time.Timeline;
import java.time.Duration;
import java.util.Optional;

/**
 * What shall go wrong in one session, and what that takes.
 *
 * @param fault what is planned
 * @param faults remembers what has happened
 * @param request what asked for the session
 * @param wire the connection
 * @param timeline the emulator's time
 * @param text whether messages go out in text frames
 * @param pingEvery how often the client is pinged; empty for never
 */
record SessionPlan(
        Optional<Fault> fault,
        FaultPlan faults,
        String request,
        Wire wire,
        Timeline timeline,
        boolean text,
        Optional<Duration> pingEvery) {}
