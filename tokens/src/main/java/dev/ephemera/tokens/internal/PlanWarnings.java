package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.LockMode;
import dev.ephemera.tokens.LockPlan;
import dev.ephemera.tokens.LockWarning;
import dev.ephemera.tokens.LockWarning.Kind;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is legal in a config and probably not meant. Pure. */
public final class PlanWarnings {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final String MODEL = "model";
    private static final String MODALITIES = "generationConfig.responseModalities";

    private static final String RESUMPTION = "sessionResumption";

    private final List<LockWarning> warnings = new ArrayList<>();
    private final CreateAuthTokenConfig config;

    private PlanWarnings(CreateAuthTokenConfig config) {
        this.config = config;
    }

    /**
     * Looks for what may be wrong.
     *
     * @param config the config
     * @param plan its plan
     * @param now when the token is minted; empty if that is not known, and then the window is not looked at
     */
    public static List<LockWarning> of(CreateAuthTokenConfig config, LockPlan plan, Optional<Instant> now) {
        PlanWarnings found = new PlanWarnings(config);
        found.lookAtLocks(plan);
        found.lookAtResumption(plan);
        found.lookAtUses();
        found.lookAtTimes(now);
        return List.copyOf(found.warnings);
    }

    private void lookAtLocks(LockPlan plan) {
        if (config.liveConnectConstraints().isPresent()
                && SetupTemplate.of(config).isEmpty()) {
            warn(
                    Kind.EMPTY_CONSTRAINTS,
                    "liveConnectConstraints is given and sets nothing, so it locks nothing; set the model or a field of the"
                            + " config, or leave it out.");
        }
        if (plan.mode() == LockMode.DEFAULTS_ONLY) {
            warn(
                    Kind.LOCK_LIST_WITHOUT_CONSTRAINTS,
                    "lockAdditionalFields is given without constraints, so what it names has no value to be locked to; that"
                            + " the service then locks it to its default is not established. Set liveConnectConstraints,"
                            + " with the model at least.");
        }
        if (plan.field(MODEL).lockedToDefault()) {
            warn(
                    Kind.NO_MODEL,
                    "The model is locked and none is named, so no session can be opened; set liveConnectConstraints.model.");
        }
        if (plan.field(MODALITIES).lockedToDefault()) {
            warn(
                    Kind.NO_MODALITY,
                    "The modality is locked and none is named; which one a session has by default is not established,"
                            + " and audio-only models have refused it. Set responseModalities in the constraints.");
        }
    }

    private void lookAtResumption(LockPlan plan) {
        if (plan.field(RESUMPTION).lockedToDefault()) {
            warn(
                    Kind.NO_RESUMPTION,
                    "sessionResumption is locked and not set, so the service may give no handles, and a session cannot go on"
                            + " where its connection has ended, after about ten minutes. Set sessionResumption in the"
                            + " constraints, to an empty one.");
        }
    }

    private void lookAtUses() {
        config.uses().filter(uses -> uses == 0).ifPresent(uses -> {
            warn(
                    Kind.UNLIMITED_USES,
                    "uses is 0, so the token opens any number of sessions until newSessionExpireTime; set the number that"
                            + " is needed, or leave it out for 1.");
        });
    }

    private void lookAtTimes(Optional<Instant> now) {
        Optional<Instant> end = config.expireTime();
        Optional<Instant> lastStart = config.newSessionExpireTime();
        now.ifPresent(minted -> {
            Instant starts = lastStart.orElse(minted.plus(EffectiveToken.DEFAULT_WINDOW));
            Instant expires = end.orElse(minted.plus(EffectiveToken.DEFAULT_LIFETIME));
            Instant last = starts.isBefore(expires) ? starts : expires;
            Duration window = Duration.between(minted, last);
            if (window.isZero() || window.isNegative()) {
                warn(
                        Kind.SHORT_WINDOW,
                        "Sessions could be opened until " + last + ", which is over: it is " + minted
                                + "; set newSessionExpireTime, and expireTime if given, later.");
            } else if (window.compareTo(SHORTEST) < 0) {
                warn(
                        Kind.SHORT_WINDOW,
                        "Sessions can be opened for " + window.toMillis()
                                + " ms from now, which is over before a client has"
                                + " the token; set newSessionExpireTime, and expireTime if given, later.");
            }
        });
        if (end.isPresent() && lastStart.isPresent()) {
            Duration rest = Duration.between(lastStart.get(), end.get());
            if (rest.isNegative()) {
                warn(
                        Kind.SHORT_SESSION,
                        "expireTime, " + end.get() + ", comes before newSessionExpireTime, " + lastStart.get()
                                + ": no session can be opened in between; set expireTime later, by as long as a session"
                                + " may last.");
            } else if (rest.compareTo(SHORTEST) < 0) {
                warn(
                        Kind.SHORT_SESSION,
                        "A session that is opened just before newSessionExpireTime, " + lastStart.get() + ", ends "
                                + rest.toMillis() + " ms later, at expireTime; set expireTime later, by as long as a"
                                + " session may last.");
            }
        }
    }

    private void warn(Kind kind, String message) {
        warnings.add(new LockWarning(kind, message));
    }
}
