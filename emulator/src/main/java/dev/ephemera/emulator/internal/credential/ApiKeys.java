package dev.ephemera.emulator.internal.credential;

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
        UNKNOWN
    }

    private final EmulatorOptions options;

    public ApiKeys(EmulatorOptions options) {
        this.options = options;
    }

    public Verdict judge(Optional<String> presented) {
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
        return options.blockedApiKeys().contains(key) ? Verdict.BLOCKED : Verdict.UNKNOWN;
    }
}
