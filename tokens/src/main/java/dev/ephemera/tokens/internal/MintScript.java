package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.internal.AnswerHeaders;
import dev.ephemera.transport.internal.ApiResponse;
import dev.ephemera.transport.internal.CallScript;
import dev.ephemera.transport.internal.ServerClock;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * Mints by a policy: each try resolves the relative times anew against the best known clock of the service. If an answer proves
 * that this clock was wrong by more than {@link #TOLERANCE}, the token is put aside, or the refusal forgiven, and another one
 * asked for by the answer's clock, once.
 *
 * @param <R> what the caller gets
 */
final class MintScript<R> implements CallScript<AuthTokenResource, R> {

    /** {@code Date} tells whole seconds, and clocks differ by as much without harm. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final TokenPolicy policy;
    private final ServerClock clock;
    private final BiFunction<CreateAuthTokenConfig, Clock, Call<AuthTokenResource>> calls;
    private final Function<Minted, R> result;
    private @Nullable Asked asked;
    private @Nullable Duration amendedBy;

    /**
     * Mints by a policy.
     *
     * @param clock the best known clock of the service
     * @param calls makes the call for a config, and checks it by the clock that its times were resolved with
     * @param result makes the caller's result
     */
    MintScript(
            TokenPolicy policy,
            ServerClock clock,
            BiFunction<CreateAuthTokenConfig, Clock, Call<AuthTokenResource>> calls,
            Function<Minted, R> result) {
        this.policy = policy;
        this.clock = clock;
        this.calls = calls;
        this.result = result;
    }

    @Override
    public Call<AuthTokenResource> request() {
        ServerClock.Reading best = clock.read();
        ServerClock.Reading at = amendedBy == null ? best : new ServerClock.Reading(best.local(), amendedBy);
        CreateAuthTokenConfig config = policy.configAt(at.instant());
        asked = new Asked(config, at);
        return calls.apply(config, Clock.fixed(at.instant(), ZoneOffset.UTC));
    }

    @Override
    public R result(ApiResponse<AuthTokenResource> response) {
        Asked last = last();
        Minted minted = Minted.of(last.config, response);
        Duration skew = skew(last, response.serverTime());
        if (matters(skew)) {
            throw new SkewedClockException(skew);
        }
        return result.apply(minted);
    }

    @Override
    public boolean amends(GeminiException failure) {
        if (amendedBy != null) {
            return false;
        }
        Asked last = last();
        Optional<Duration> skew = failure instanceof SkewedClockException proven
                ? Optional.of(proven.skew)
                : refusalTime(failure).map(date -> skew(last, date)).filter(this::matters);
        skew.ifPresent(by -> amendedBy = last.at.correction().plus(by));
        return skew.isPresent();
    }

    private Asked last() {
        if (asked == null) {
            throw new IllegalStateException("Nothing was asked yet.");
        }
        return asked;
    }

    /** By how much the clock that the last try was resolved with was wrong, as its answer tells. */
    private Duration skew(Asked last, Instant date) {
        return clock.corrected(date, last.at).minus(last.at.correction());
    }

    private boolean matters(Duration skew) {
        return amendedBy == null
                && TokenPolicyRules.isRelative(policy)
                && skew.abs().compareTo(TOLERANCE) > 0;
    }

    /** When the service refused the config itself, by its own clock. */
    private static Optional<Instant> refusalTime(GeminiException failure) {
        return failure instanceof BadRequestException refused
                ? AnswerHeaders.date(refused.headers())
                : Optional.empty();
    }

    /** What the last try asked, and by which clock. */
    private record Asked(CreateAuthTokenConfig config, ServerClock.Reading at) {}

    /** A token was minted with times that the service's clock shows to be others than those meant. */
    private static final class SkewedClockException extends GeminiException {

        private static final long serialVersionUID = 1L;

        private final Duration skew;

        SkewedClockException(Duration skew) {
            super("A token was put aside: its relative times were off by " + skew + " by the service's clock.", null);
            this.skew = skew;
        }
    }
}
