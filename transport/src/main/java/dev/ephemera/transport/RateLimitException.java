package dev.ephemera.transport;

import java.time.Duration;
import java.util.Optional;

/** 429: too many requests, or the quota is used up; raised when the retries did not help. */
public final class RateLimitException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param error what is known
     */
    public RateLimitException(ApiError error) {
        super(error);
    }

    /**
     * Returns how long the service asks to wait before the next try.
     *
     * @return the wait, if the service named one
     */
    public Optional<Duration> retryAfter() {
        return error().retryAfter();
    }
}
