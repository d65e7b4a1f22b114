package dev.ephemera.emulator.internal.token;

import dev.ephemera.emulator.IssuedToken;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.types.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One issued token: its terms, and how often it was used. Safe for use by any thread. */
public final class Token implements IssuedToken {

    private final String name;
    private final TokenTerms terms;
    private final Clock clock;
    private int used;

    Token(String name, TokenTerms terms, Clock clock) {
        this.name = name;
        this.terms = terms;
        this.clock = clock;
    }

    public TokenTerms terms() {
        return terms;
    }

    /** Takes one use, if one is left. */
    public synchronized boolean use() {
        if (terms.uses() > 0 && used >= terms.uses()) {
            return false;
        }
        used++;
        return true;
    }

    /** Gives one use back. */
    public synchronized void giveBack() {
        used--;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Instant expireTime() {
        return terms.expireTime();
    }

    @Override
    public Instant newSessionExpireTime() {
        return terms.newSessionExpireTime();
    }

    @Override
    public int uses() {
        return terms.uses();
    }

    @Override
    public synchronized OptionalInt usesLeft() {
        return terms.uses() == 0 ? OptionalInt.empty() : OptionalInt.of(terms.uses() - used);
    }

    @Override
    public Optional<JsonObject> setup() {
        return terms.setup().map(Json::immutable);
    }

    @Override
    public List<String> fieldMask() {
        return terms.mask().dotted();
    }

    @Override
    public State state() {
        Instant now = clock.instant();
        if (!now.isBefore(terms.expireTime())) {
            return State.EXPIRED;
        }
        if (!now.isBefore(terms.newSessionExpireTime())) {
            return State.CLOSED_TO_NEW_SESSIONS;
        }
        return usesLeft().orElse(1) == 0 ? State.SPENT : State.USABLE;
    }

    @Override
    public String toString() {
        return "IssuedToken{name=(redacted), " + state() + ", usesLeft="
                + (usesLeft().isPresent() ? usesLeft().getAsInt() : "unlimited") + ", expireTime=" + expireTime()
                + ", newSessionExpireTime=" + newSessionExpireTime() + ", fieldMask=" + fieldMask() + "}";
    }
}
