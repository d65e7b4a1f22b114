package dev.ephemera.tokens.internal;

import dev.ephemera.transport.internal.FieldRules;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The locks of a config whose fields are allowed. A service mints with the same constraints again and again, and only uses and
 * times differ: what was planned last is kept, and planned anew when anything else in the config is another. Thread-safe.
 */
final class PlannedLocks {

    private static final MessageDescriptor CONFIG = Descriptors.message("CreateAuthTokenConfig");

    /** What was planned, for a config without uses and times, and a version. */
    private record Planned(CreateAuthTokenConfig config, String version, Locks locks) {}

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
        Planned planned = last;
        if (planned == null || !planned.version.equals(version) || !planned.config.equals(lasting)) {
            planned = new Planned(lasting, version, plan(config, version));
            last = planned;
        }
        return planned.locks;
    }

    private static Locks plan(CreateAuthTokenConfig config, String version) {
        FieldRules rules = new FieldRules(version);
        rules.check(config, CONFIG);
        Locks locks = Locks.of(config);
        locks.paths().forEach(path -> rules.check("lockAdditionalFields: " + path, topLevel(path)));
        return locks;
    }

    private static FieldDescriptor topLevel(String path) {
        SetupPath known = SetupPath.of(path);
        return known.parent().orElse(known.field());
    }
}
