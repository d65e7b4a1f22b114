package dev.ephemera.emulator.internal.credential;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import java.util.Optional;

/** Knows the API keys. Pure. */
public final class ApiKeys {

    /** What a key is worth. */
    public enum Verdict {
        VALID,
        /** None was presented. */
        ABSENT,
        /** One was announced, and it was empty. */
        EMPTY,
        EXPIRED,
        BLOCKED,
        /** It is a token. */
        TOKEN,
        UNKNOWN
    }

    private final EmulatorOptions options;

    public ApiKeys(EmulatorOptions options) {
        this.options = options;
    }

    /**
     * Judges what is presented.
     *
     * @param presented what stands in a key's place
     * @param bearer whether a bearer credential is presented as well
     */
    public Verdict judge(Optional<String> presented, boolean bearer) {
        if (bearer && options.assumes(Assumption.BEARER_CREDENTIALS_ARE_ACCEPTED)) {
            return Verdict.VALID;
        }
        if (presented.isEmpty()) {
            return Verdict.ABSENT;
        }
        String key = presented.get();
        if (key.isEmpty()) {
            return Verdict.EMPTY;
        }
        if (key.equals(options.apiKey())) {
            return Verdict.VALID;
        }
        if (options.expiredApiKeys().contains(key)) {
            return Verdict.EXPIRED;
        }
        if (key.startsWith(Presented.TOKEN)) {
            return Verdict.TOKEN;
        }
        return options.blockedApiKeys().contains(key) ? Verdict.BLOCKED : Verdict.UNKNOWN;
    }
}
