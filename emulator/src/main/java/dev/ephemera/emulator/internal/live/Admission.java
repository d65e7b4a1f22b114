package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.CredentialForm;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.credential.ApiKeys;
import dev.ephemera.emulator.internal.credential.Presented;
import dev.ephemera.emulator.internal.token.EffectiveSetup;
import dev.ephemera.emulator.internal.token.Token;
import dev.ephemera.emulator.internal.token.TokenStore;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Lets a session in, or not: the credential first, then what the token allows, then the setup that counts. */
final class Admission {

    /**
     * A session that is let in.
     *
     * @param setup the setup that counts
     * @param token the token, where one was presented
     * @param resumed what the session goes on from, where it resumes another
     */
    record Admitted(Setup setup, Optional<Token> token, Optional<Snapshot> resumed) {}

    private final EmulatorOptions options;
    private final ApiKeys keys;
    private final TokenStore tokens;
    private final Resumptions resumptions;
    private final OpenSessions open;
    private final EffectiveSetup effectiveSetup;
    private final SetupRules rules;

    Admission(EmulatorOptions options, TokenStore tokens, Resumptions resumptions, OpenSessions open) {
        this.open = open;
        this.options = options;
        this.keys = new ApiKeys(options);
        this.tokens = tokens;
        this.resumptions = resumptions;
        this.effectiveSetup = new EffectiveSetup(options);
        this.rules = new SetupRules(options);
    }

    /**
     * Decides.
     *
     * @param handshake what the upgrade request said
     * @param asked the client's setup, normalised
     * @param now when it came
     * @throws RefusedException if the session is not let in
     */
    Admitted admit(Handshake handshake, ObjectNode asked, Instant now) throws RefusedException {
        Optional<Token> token = credential(handshake);
        Setup setup = new Setup(
                token.map(held -> effectiveSetup.of(held.terms(), asked)).orElse(asked));
        boolean used = token.isPresent() && spend(token.get(), setup.resumes(), now);
        try {
            if (token.isPresent()) {
                compare(token.get(), asked);
            }
            rules.check(setup, handshake.apiVersion(), token.isPresent());
            Admitted admitted = new Admitted(setup, token, resumed(setup, now));
            open.enter();
            return admitted;
        } catch (RefusedException refused) {
            if (used && options.assumes(Assumption.FAILED_SETUPS_COST_NO_USE)) {
                token.get().giveBack();
            }
            throw refused;
        }
    }

    /**
     * Looks at the credential alone.
     *
     * @return the token, where one is presented
     * @throws RefusedException if it opens nothing
     */
    Optional<Token> credential(Handshake handshake) throws RefusedException {
        Presented presented = handshake.presented();
        boolean ignored = presented.form() == CredentialForm.TOKEN_IN_HEADER
                && options.assumes(Assumption.TOKENS_IN_HEADERS_ARE_REFUSED);
        if (handshake.constrained() && presented.token().isPresent() && !ignored) {
            return Optional.of(tokens.find(presented.token().get()).orElseThrow(this::unknownToken));
        }
        if (handshake.constrained() && !options.assumes(Assumption.CONSTRAINED_TAKES_API_KEYS)) {
            throw new RefusedException(Close.UNREGISTERED);
        }
        switch (keys.judge(presented.realKey(), presented.bearer())) {
            case VALID -> {
                return Optional.empty();
            }
            case ABSENT -> throw new RefusedException(Close.UNREGISTERED);
            case EMPTY -> throw new RefusedException(Close.KEY_NOT_FOUND);
            case EXPIRED -> throw new RefusedException(Close.KEY_EXPIRED);
            case BLOCKED -> throw new RefusedException(Close.KEY_BLOCKED);
            case TOKEN, UNKNOWN -> throw new RefusedException(Close.KEY_NOT_VALID);
        }
        throw new IllegalStateException("a verdict is missing here");
    }

    private RefusedException unknownToken() {
        boolean policy = options.assumes(Assumption.UNKNOWN_TOKEN_IS_A_POLICY_VIOLATION);
        return new RefusedException(policy ? Close.UNKNOWN_TOKEN : Close.KEY_NOT_VALID);
    }

    /** Holds the token to its terms; tells whether a use was taken. */
    private boolean spend(Token token, boolean resumes, Instant now) throws RefusedException {
        if (!now.isBefore(token.expireTime())) {
            throw new RefusedException(Close.TOKEN_EXPIRED);
        }
        boolean late = !now.isBefore(token.newSessionExpireTime());
        if (late && (!resumes || options.assumes(Assumption.RESUMPTION_NEEDS_TIME_TO_START))) {
            throw new RefusedException(Close.TOKEN_STARTS_NO_MORE);
        }
        if (resumes) {
            return false;
        }
        if (!token.use()) {
            throw new RefusedException(Close.TOKEN_SPENT);
        }
        return true;
    }

    /** Looks at what the client asks for beside its token, where that is assumed to matter. */
    private void compare(Token token, ObjectNode asked) throws RefusedException {
        if (options.assumes(Assumption.SETUPS_MUST_NAME_A_MODEL)
                && !asked.path("model").asString("").startsWith("models/")) {
            throw new RefusedException(Close.PROJECT_SCOPED);
        }
        if (options.assumes(Assumption.CONTRADICTED_LOCKS_FAIL) && EffectiveSetup.contradicts(token.terms(), asked)) {
            throw new RefusedException(Close.INTERNAL);
        }
    }

    /** Finds what a handle stands for; everything but the model may differ from then. */
    private Optional<Snapshot> resumed(Setup setup, Instant now) throws RefusedException {
        if (!setup.resumes()) {
            return Optional.empty();
        }
        Snapshot snapshot = resumptions
                .find(setup.handle(), now)
                .orElseThrow(() -> new RefusedException(noSession(setup.handle(), now)));
        if (!snapshot.model().equals(setup.model())) {
            throw new RefusedException(Close.INVALID_ARGUMENT);
        }
        return Optional.of(snapshot);
    }

    private Close noSession(String handle, Instant now) {
        boolean gone = options.assumes(Assumption.EXPIRED_HANDLES_HAVE_NO_SESSION) && resumptions.expired(handle, now);
        return gone ? Close.SESSION_NOT_FOUND : Close.INVALID_HANDLE;
    }
}
