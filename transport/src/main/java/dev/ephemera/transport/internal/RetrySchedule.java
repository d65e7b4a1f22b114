package dev.ephemera.transport.internal;

import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.RequestTimeoutException;
import dev.ephemera.transport.RetryPolicy;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Decides whether a failed try is followed by another, and after which wait. Pure but for the randomness it is given. */
public final class RetrySchedule {

    private static final Set<Integer> STATUSES = Set.of(408, 429, 500, 502, 503, 504);
    private static final int LARGEST_SHIFT = 20;

    private final RetryPolicy policy;
    private final RandomGenerator random;

    /**
     * Makes a schedule.
     *
     * @param policy how often and how long
     * @param random chooses within what the policy allows
     */
    RetrySchedule(RetryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /**
     * Decides after a failure.
     *
     * @param attempt the number of the try that failed, from 1
     * @param failure how it failed
     * @param remaining how much of the call's timeout is left
     * @return the wait before the next try, or empty if there is none
     */
    Optional<Duration> waitAfter(int attempt, GeminiException failure, Duration remaining) {
        if (attempt >= policy.maxAttempts() || !worthAnotherTry(failure)) {
            return Optional.empty();
        }
        Duration wait = requested(failure).orElseGet(() -> backoff(attempt));
        return wait.compareTo(remaining) < 0 ? Optional.of(wait) : Optional.empty();
    }

    private static boolean worthAnotherTry(GeminiException failure) {
        if (failure instanceof ApiException refused) {
            return STATUSES.contains(refused.httpStatus());
        }
        return failure instanceof NetworkException
                && !(failure instanceof RequestTimeoutException)
                && !refusedCertificate(failure.getCause());
    }

    /** A certificate that is not trusted now will not be in a second. */
    private static boolean refusedCertificate(@Nullable Throwable cause) {
        return cause instanceof SSLPeerUnverifiedException
                || (cause instanceof SSLHandshakeException && cause.getCause() instanceof CertificateException);
    }

    private static Optional<Duration> requested(GeminiException failure) {
        return failure instanceof ApiException refused ? refused.error().retryAfter() : Optional.empty();
    }

    /**
     * Chooses the wait after a failure for which the server has asked for none.
     *
     * @param attempt the number of the try that failed, from 1
     */
    public Duration backoff(int attempt) {
        Duration ceiling = policy.initialDelay().multipliedBy(1L << Math.min(attempt - 1, LARGEST_SHIFT));
        Duration bounded = ceiling.compareTo(policy.maxDelay()) < 0 ? ceiling : policy.maxDelay();
        return Duration.ofNanos((long) (bounded.toNanos() * random.nextDouble()));
    }
}
