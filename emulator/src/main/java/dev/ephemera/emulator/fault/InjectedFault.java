package dev.ephemera.emulator.fault;

import dev.ephemera.emulator.EmulatedSession;
import java.time.Instant;
import java.util.Optional;

/**
 * A fault that has happened.
 *
 * @param fault what
 * @param when by the emulator's clock
 * @param request the method and the path that it hit, such as {@code POST /v1alpha/auth_tokens}; no query
 * @param session the session that it hit; empty at {@link Moment#REQUEST}
 */
public record InjectedFault(Fault fault, Instant when, String request, Optional<EmulatedSession> session) {}
