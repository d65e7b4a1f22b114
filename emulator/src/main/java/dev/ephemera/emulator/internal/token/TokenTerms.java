package dev.ephemera.emulator.internal.token;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a token is issued for.
 *
 * @param expireTime when it ends
 * @param newSessionExpireTime when it stops to start sessions
 * @param uses how many sessions it starts; zero for any number
 * @param setup the setup that it holds, normalised; never changed
 * @param mask the paths that it controls
 */
public record TokenTerms(
        Instant expireTime, Instant newSessionExpireTime, int uses, Optional<ObjectNode> setup, FieldMask mask) {}
