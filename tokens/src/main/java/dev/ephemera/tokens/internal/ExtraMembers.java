package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.LockMode;
import dev.ephemera.tokens.LockPlan;
import dev.ephemera.transport.internal.ExtraBody;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;

/** Puts members into a token's request that the description does not know, where they cannot weaken a lock. Pure. */
final class ExtraMembers {

    private static final MessageDescriptor REQUEST = Descriptors.message("AuthTokenResource");
    private static final String SETUP = "bidiGenerateContentSetup";

    private ExtraMembers() {}

    /**
     * Merges.
     *
     * @throws IllegalArgumentException if a member is known, or stands in a setup that is not locked as a whole: a path that
     *     nobody knows cannot be put into the mask, so the client could override it
     */
    static JsonObject merge(AuthTokenResource request, CreateAuthTokenConfig config, JsonObject extra) {
        JsonObject merged = ExtraBody.merge(request, REQUEST, extra);
        boolean intoSetup = extra.names().stream()
                .flatMap(name -> REQUEST.field(name).stream())
                .map(FieldDescriptor::jsonName)
                .anyMatch(SETUP::equals);
        if (intoSetup && LockPlan.of(config).mode() != LockMode.EVERYTHING) {
            throw new IllegalArgumentException("extraBody cannot add to " + SETUP + " unless everything is locked"
                    + " (liveConnectConstraints, and no lockAdditionalFields): what this version does not know cannot be locked"
                    + " by itself, and the client could override it.");
        }
        return merged;
    }
}
