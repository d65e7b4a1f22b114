package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.LockMode;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The locks of a config whose fields are allowed. A service mints with the same constraints again and again, and only uses and
 * times differ: what was planned last is kept, and planned anew when anything else in the config is another. Thread-safe.
 */
final class PlannedLocks {

    /** What was planned, for a config without uses and times, and a version. */
    private record Planned(CreateAuthTokenConfig config, String version, Locks locks) {}

    private static final CreateAuthTokenConfig NOTHING =
            CreateAuthTokenConfig.builder().build();
    private static final Locks NO_LOCKS =
            new Locks(Optional.empty(), LockMode.NONE, Map.of(), List.of(), Optional.empty());

    private volatile @Nullable Planned last;

    /**
     * Plans the locks, or remembers them.
     *
     * @param config what the user asks for
     * @param version the API version that it will be sent with
     * @throws IllegalArgumentException if a field or a name in the lock list is refused; the message tells which and why
     */
    Locks of(CreateAuthTokenConfig config, String version) {
        CreateAuthTokenConfig lasting = config.toBuilder()
                .uses(Optional.empty())
                .expireTime(Optional.empty())
                .newSessionExpireTime(Optional.empty())
                .build();
        if (lasting.equals(NOTHING)) {
            return NO_LOCKS;
        }
        Planned planned = last;
        if (planned == null || !planned.version.equals(version) || !planned.config.equals(lasting)) {
            planned = new Planned(lasting, version, Locks.of(config, version));
            last = planned;
        }
        return planned.locks;
    }
}
