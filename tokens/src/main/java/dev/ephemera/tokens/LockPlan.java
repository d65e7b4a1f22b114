package dev.ephemera.tokens;

import dev.ephemera.tokens.internal.LockNames;
import dev.ephemera.tokens.internal.SetPaths;
import dev.ephemera.tokens.internal.SetupTemplate;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveClientSetup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a config locks, known before a token is minted: the mode, and the paths in the setup whose value is the token's and not
 * the client's.
 *
 * <p>Names of the lock list may be fields of {@link dev.ephemera.types.LiveConnectConfig} or paths of the wire's setup, in
 * camelCase or snake_case: {@code mediaResolution} is {@code generationConfig.mediaResolution}. The plan never locks less than
 * what was named, but may lock more: a path deeper than the two names that the service is known to take is locked at its parent,
 * and maps and lists are locked whole.
 *
 * <p>A client may always resume a session by its handle, by what was observed of the service also under a lock of everything.
 *
 * <p>Immutable; equal plans lock the same.
 */
public final class LockPlan {

    private final LockMode mode;
    private final Set<String> lockedPaths;

    private LockPlan(LockMode mode, Set<String> lockedPaths) {
        this.mode = mode;
        this.lockedPaths = lockedPaths;
    }

    /**
     * Plans the locks of a config.
     *
     * @param config the config; its times and uses do not matter here
     * @return the plan
     * @throws IllegalArgumentException if a name of the lock list maps to no field; the message lists the ones there are
     */
    public static LockPlan of(CreateAuthTokenConfig config) {
        Optional<LiveClientSetup> setup = SetupTemplate.of(config);
        Optional<List<String>> names = config.lockAdditionalFields();
        LockMode mode = mode(setup.isPresent(), names);
        Set<String> paths = new LinkedHashSet<>();
        if (mode == LockMode.WHAT_IS_SET || mode == LockMode.WHAT_IS_SET_AND_MORE) {
            paths.addAll(SetPaths.of(setup.orElseThrow()));
        }
        names.orElse(List.of()).forEach(name -> paths.add(LockNames.pathOf(name)));
        return new LockPlan(mode, withoutChildren(paths));
    }

    private static LockMode mode(boolean constrained, Optional<List<String>> names) {
        if (names.isEmpty()) {
            return constrained ? LockMode.EVERYTHING : LockMode.NONE;
        }
        if (names.get().isEmpty()) {
            return constrained ? LockMode.WHAT_IS_SET : LockMode.NONE;
        }
        return constrained ? LockMode.WHAT_IS_SET_AND_MORE : LockMode.DEFAULTS_ONLY;
    }

    /** A parent in a mask replaces its whole value, so its children say nothing more. */
    private static Set<String> withoutChildren(Set<String> paths) {
        List<String> kept = new ArrayList<>(paths);
        kept.removeIf(path -> paths.stream().anyMatch(parent -> path.startsWith(parent + ".")));
        return new LinkedHashSet<>(kept);
    }

    /**
     * Tells the kind of lock.
     *
     * @return the mode
     */
    public LockMode mode() {
        return mode;
    }

    /**
     * Lists what is locked path by path.
     *
     * @return paths of one or two names in camelCase, such as {@code generationConfig.temperature}; empty for
     *     {@link LockMode#NONE} and for {@link LockMode#EVERYTHING}, which need no list
     */
    public List<String> lockedPaths() {
        return List.copyOf(lockedPaths);
    }

    /**
     * Returns the mask that goes to the service.
     *
     * @return the locked paths, separated by commas; empty if there are none
     */
    public Optional<String> fieldMask() {
        return lockedPaths.isEmpty() ? Optional.empty() : Optional.of(String.join(",", lockedPaths));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LockPlan plan && mode == plan.mode && lockedPaths.equals(plan.lockedPaths);
    }

    @Override
    public int hashCode() {
        return 31 * mode.hashCode() + lockedPaths.hashCode();
    }

    @Override
    public String toString() {
        return mode + (lockedPaths.isEmpty() ? "" : " " + lockedPaths);
    }
}
