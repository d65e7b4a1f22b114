package dev.ephemera.tokens.internal;

import dev.ephemera.types.AuthToken;
import java.time.Duration;
import java.time.Instant;

/** A token that a source has, with the uses that it has handed out. Guarded by the source. */
final class HeldToken {

    private final AuthToken token;
    private final Instant end;
    private final Instant advisory;
    private final Instant mandatory;
    private final boolean disputed;
    private int handedOut;
    private boolean invalidated;

    /**
     * Holds a token that has just come. For one whose life is short the windows are half and a quarter of its life, for else it
     * would have to be renewed as soon as it is there.
     *
     * <p>For one that is over when it comes, the clock disputes what its origin says, and nobody knows who is right: it opens
     * sessions until it is told otherwise, and is never fresh.
     */
    HeldToken(AuthToken token, Instant now, Duration advisory, Duration mandatory) {
        this.token = token;
        this.end = token.newSessionExpireTime().isBefore(token.expireTime())
                ? token.newSessionExpireTime()
                : token.expireTime();
        Duration life = Duration.between(now, end);
        this.disputed = !now.isBefore(end);
        this.advisory = end.minus(shorter(advisory, life.dividedBy(2)));
        this.mandatory = end.minus(shorter(mandatory, life.dividedBy(4)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    boolean is(String name) {
        return token.name().equals(name);
    }

    /** Whether it opens one more session. */
    boolean isUsable(Instant now) {
        return !invalidated && hasUses() && (disputed || now.isBefore(end));
    }

    /** Whether it is handed out although a newer one may be on the way. */
    boolean isFresh(Instant now) {
        return isUsable(now) && !disputed && now.isBefore(mandatory);
    }

    /** Whether it is time to look for a newer one. */
    boolean isDue(Instant now) {
        return !now.isBefore(advisory);
    }

    private boolean hasUses() {
        return token.uses() == 0 || handedOut < token.uses();
    }

    AuthToken take() {
        handedOut++;
        return token;
    }

    /** Takes back a use that nobody got. */
    void giveBack() {
        handedOut--;
    }

    void invalidate() {
        invalidated = true;
    }
}
