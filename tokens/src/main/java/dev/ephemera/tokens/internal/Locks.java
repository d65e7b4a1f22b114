package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.LockMode;
import dev.ephemera.tokens.LockReason;
import dev.ephemera.transport.internal.FieldRules;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * What a config locks: the part of a plan that goes to the service. Pure.
 *
 * @param template the setup that the token holds; empty if the constraints constrain nothing
 * @param mode the kind of lock
 * @param reasons why each path is locked that a mask could name; none when the whole setup is
 * @param paths those that the mask names, in the order of the description: a parent replaces its whole value, so its children
 *     are not listed beside it
 * @param mask the paths as they go to the service; empty if there are none
 */
public record Locks(
        Optional<LiveClientSetup> template,
        LockMode mode,
        Map<String, LockReason> reasons,
        List<String> paths,
        Optional<String> mask) {

    /** Tokens are minted with this API version unless the user chose another. */
    public static final String MINTING_VERSION = "v1alpha";

    /**
     * Finds them.
     *
     * @param config what the user asks for
     * @param version the API version that it will be sent with
     * @throws IllegalArgumentException if a name of the lock list maps to no field, or a field or a name is refused; the message
     *     tells which and why
     */
    public static Locks of(CreateAuthTokenConfig config, String version) {
        FieldRules rules = new FieldRules(version);
        rules.check(config, Descriptors.message("CreateAuthTokenConfig"));
        Optional<LiveClientSetup> template = SetupTemplate.of(config);
        Optional<List<String>> names = config.lockAdditionalFields();
        Map<String, LockReason> reasons = new HashMap<>();
        if (names.isPresent()) {
            template.ifPresent(setup -> reasons.putAll(SetPaths.of(setup)));
        }
        for (String name : names.orElse(List.of())) {
            Map.Entry<String, LockReason> lock = LockNames.lockOf(name);
            // the stronger reason of the two comes first
            reasons.merge(lock.getKey(), lock.getValue(), BinaryOperator.minBy(Comparator.naturalOrder()));
        }
        List<String> paths = paths(reasons);
        paths.forEach(path -> rules.check("lockAdditionalFields: " + path, topLevel(path)));
        Optional<String> mask = paths.isEmpty() ? Optional.empty() : Optional.of(String.join(",", paths));
        return new Locks(template, mode(template.isPresent(), names), reasons, paths, mask);
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

    private static FieldDescriptor topLevel(String path) {
        SetupPath known = SetupPath.of(path);
        return known.parent().orElse(known.field());
    }

    private static List<String> paths(Map<String, LockReason> reasons) {
        if (reasons.isEmpty()) {
            return List.of();
        }
        List<String> paths = new ArrayList<>(reasons.size());
        for (SetupPath path : SetupPath.all()) {
            if (reasons.containsKey(path.text())
                    && path.parentText().filter(reasons::containsKey).isEmpty()) {
                paths.add(path.text());
            }
        }
        return List.copyOf(paths);
    }
}
