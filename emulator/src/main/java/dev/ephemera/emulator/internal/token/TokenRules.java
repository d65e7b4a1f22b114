package dev.ephemera.emulator.internal.token;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.protojson.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules by which tokens are asked for: defaults, limits, and what is refused. Pure. */
public final class TokenRules {

    private static final String EXPIRE_TIME = "expire_time";
    private static final Duration MAX_LIFETIME = Duration.ofHours(20);
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(30);
    private static final Duration DEFAULT_TIME_TO_START = Duration.ofSeconds(60);
    private static final int DEFAULT_USES = 1;

    private final EmulatorOptions options;

    public TokenRules(EmulatorOptions options) {
        this.options = options;
    }

    /**
     * Reads what is asked for.
     *
     * @param asked the normalised {@code AuthToken}; a name in it is ignored
     * @param apiVersion the version in the URL
     * @param now when it is asked for
     * @throws InvalidTokenException if it is against the rules
     */
    public TokenTerms terms(ObjectNode asked, String apiVersion, Instant now) throws InvalidTokenException {
        if (asked.has("name") && options.assumes(Assumption.TOKEN_NAMES_ARE_REFUSED)) {
            throw new InvalidTokenException("name must not be set");
        }
        Instant expires = time(asked, "expireTime", EXPIRE_TIME, now, DEFAULT_LIFETIME);
        Instant starts = time(asked, "newSessionExpireTime", "new_session_expire_time", now, DEFAULT_TIME_TO_START);
        boolean startsGiven = asked.has("newSessionExpireTime");
        if (startsGiven && starts.isAfter(expires) && options.assumes(Assumption.START_AFTER_EXPIRY_IS_REFUSED)) {
            throw new InvalidTokenException("new_session_expire_time must not be after expire_time");
        }
        int uses = asked.path("uses").asInt(DEFAULT_USES);
        if (uses < 0 && !options.assumes(Assumption.NEGATIVE_USES_ARE_UNLIMITED)) {
            throw new InvalidTokenException("uses must not be negative");
        }
        Optional<ObjectNode> setup = asked.get("bidiGenerateContentSetup") instanceof ObjectNode object
                ? Optional.of(object)
                : Optional.empty();
        FieldMask mask = FieldMask.parse(
                asked.path("fieldMask").asString(""),
                Dialect.of(apiVersion, options),
                options.assumes(Assumption.DEEP_MASK_PATHS_ARE_REFUSED) ? 2 : Integer.MAX_VALUE,
                options.assumes(Assumption.MASK_PATHS_REACH_INTO_MAPS));
        if (setup.isEmpty() && !mask.isEmpty() && options.assumes(Assumption.MASK_WITHOUT_SETUP_IS_REFUSED)) {
            throw new InvalidTokenException("field_mask must not be set without bidi_generate_content_setup");
        }
        if (setup.isPresent() && refusedByItsModel(mask, setup.get())) {
            throw new InvalidTokenException(FieldMask.INVALID);
        }
        return new TokenTerms(expires, starts, Math.max(0, uses), setup, mask);
    }

    private boolean refusedByItsModel(FieldMask mask, ObjectNode setup) {
        String model = setup.path("model").asString("");
        return !model.isEmpty()
                && mask.dotted().stream().anyMatch(options.generationOf(model).refusedMaskPaths()::contains);
    }

    private Instant time(ObjectNode asked, String jsonName, String snakeName, Instant now, Duration otherwise)
            throws InvalidTokenException {
        JsonNode given = asked.get(jsonName);
        Instant time = given == null ? now.plus(otherwise) : Instant.parse(given.stringValue());
        Instant limit = now.plus(MAX_LIFETIME);
        boolean taken =
                time.isBefore(limit) || (time.equals(limit) && options.assumes(Assumption.TWENTY_HOURS_ARE_TAKEN));
        if (!taken) {
            boolean sameWords = options.assumes(Assumption.LATE_STARTS_ARE_CALLED_LATE_EXPIRIES);
            throw new InvalidTokenException(
                    (sameWords ? EXPIRE_TIME : snakeName) + " is too far in the future. Maximum lifetime is 20h");
        }
        if (!time.isAfter(now) && options.assumes(Assumption.PAST_TIMES_ARE_REFUSED)) {
            throw new InvalidTokenException(snakeName + " must be in the future");
        }
        return time;
    }
}
