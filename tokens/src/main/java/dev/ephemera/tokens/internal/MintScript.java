package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.internal.ApiResponse;
import dev.ephemera.transport.internal.CallScript;
import dev.ephemera.transport.internal.ServerClock;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Duration;
import java.util.function.Function;
import retrofit2.Call;

/**
 * Mints by a policy: each try resolves the relative times anew against the best known clock of the service. If an answer shows
 * that this clock was wrong by more than {@link #TOLERANCE}, the token is put aside, or the refusal forgiven, and another one
 * asked for, once.
 */
final class MintScript implements CallScript<AuthTokenResource, Minted> {

    /** {@code Date} tells whole seconds, and the answer takes its time to arrive. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final TokenPolicy policy;
    private final ServerClock clock;
    private final Function<CreateAuthTokenConfig, Call<AuthTokenResource>> calls;
    private Asked asked;
    private boolean amended;

    /**
     * Resolves the first try's times.
     *
     * @param calls makes the call for a config, and checks it
     */
    MintScript(TokenPolicy policy, ServerClock clock, Function<CreateAuthTokenConfig, Call<AuthTokenResource>> calls) {
        this.policy = policy;
        this.clock = clock;
        this.calls = calls;
        this.asked = ask();
    }

    private Asked ask() {
        ServerClock.Reading at = clock.read();
        return new Asked(policy.configAt(at.instant()), at);
    }

    @Override
    public Call<AuthTokenResource> request() {
        asked = ask();
        return calls.apply(asked.config);
    }

    @Override
    public Minted result(ApiResponse<AuthTokenResource> response) {
        Minted minted = Minted.of(asked.config, response);
        if (!amended && isSkewed()) {
            throw new SkewedClockException(skew());
        }
        return minted;
    }

    @Override
    public boolean amends(GeminiException failure) {
        boolean amends = !amended
                && (failure instanceof SkewedClockException || (failure instanceof BadRequestException && isSkewed()));
        amended |= amends;
        return amends;
    }

    private boolean isSkewed() {
        return TokenPolicyRules.isRelative(policy) && skew().abs().compareTo(TOLERANCE) > 0;
    }

    /** By how much the clock that the last try was resolved with was wrong, as far as is known now. */
    private Duration skew() {
        return clock.read().correction().minus(asked.at.correction());
    }

    /** What the last try asked, and by which clock. */
    private record Asked(CreateAuthTokenConfig config, ServerClock.Reading at) {}

    /** A token was minted with times that the service's clock shows to be others than those meant. */
    private static final class SkewedClockException extends GeminiException {

        private static final long serialVersionUID = 1L;

        SkewedClockException(Duration skew) {
            super("A token was put aside: its relative times were off by " + skew + " by the service's clock.", null);
        }
    }
}
