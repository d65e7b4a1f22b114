package dev.ephemera.tokens;

import dev.ephemera.tokens.internal.LockNames;
import dev.ephemera.tokens.internal.Locks;
import dev.ephemera.tokens.internal.PlanTable;
import dev.ephemera.tokens.internal.PlanWarnings;
import dev.ephemera.tokens.internal.PredictedSetup;
import dev.ephemera.tokens.internal.SetupPath;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveClientSetup;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a config locks, known before a token is minted: the mode, and for every field of the setup whether its value is the
 * token's or the client's, and why.
 *
 * <p>Names of the lock list may be fields of {@link dev.ephemera.types.LiveConnectConfig} or paths of the wire's setup, in
 * camelCase or snake_case: {@code mediaResolution} is {@code generationConfig.mediaResolution}. The plan never locks less than
 * what was named, but may lock more: a path deeper than the two names that the service is known to take is locked at its parent,
 * and maps and lists are locked whole.
 *
 * <p>A client may always resume a session by its handle, by what was observed of the service also under a lock of everything,
 * unless the token holds a handle itself.
 *
 * <p>Immutable. Plans are equal if they have the same mode and lock the same fields to the same values, in whatever words and
 * order the configs say so; times, uses and warnings do not count.
 */
public final class LockPlan {

    private final CreateAuthTokenConfig config;
    private final Locks locks;

    private LockPlan(CreateAuthTokenConfig config, Locks locks) {
        this.config = config;
        this.locks = locks;
    }

    /**
     * Plans the locks of a config.
     *
     * @param config the config; its times and uses matter to {@link #warnings()} alone
     * @return the plan
     * @throws IllegalArgumentException if a name of the lock list maps to no field, and the message lists the ones there are; or
     *     if the config holds something that minting refuses, such as a field that this version does not know
     */
    public static LockPlan of(CreateAuthTokenConfig config) {
        return new LockPlan(config, Locks.of(config, Locks.MINTING_VERSION));
    }

    private static JsonObject json(LiveClientSetup setup) {
        return Json.read(Json.writeBytes(setup), JsonObject.class);
    }

    /**
     * Tells the kind of lock.
     *
     * @return the mode
     */
    public LockMode mode() {
        return locks.mode();
    }

    /**
     * Lists every field that a mask can name: the fields of the setup, each followed by the fields of its message.
     *
     * @return an immutable list in the order of the description, made anew by each call
     */
    public List<FieldLock> fields() {
        JsonObject forced = locks.template().map(LockPlan::json).orElse(JsonObject.empty());
        return SetupPath.all().stream().map(path -> lock(path, forced)).toList();
    }

    /**
     * Looks one field up.
     *
     * @param name its name, as the lock list takes it; one that is deeper is answered with the field that is locked for it
     * @return what the token does to it
     * @throws IllegalArgumentException if there is no such field; the message lists the ones there are
     */
    public FieldLock field(String name) {
        String path = LockNames.lockOf(name).getKey();
        return fields().stream()
                .filter(field -> field.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private FieldLock lock(SetupPath path, JsonObject template) {
        LockReason reason = reason(path);
        return new FieldLock(path.text(), reason, reason.locks() ? path.in(template) : Optional.empty());
    }

    private LockReason reason(SetupPath path) {
        if (mode() == LockMode.EVERYTHING) {
            return LockReason.WHOLE_SETUP;
        }
        LockReason own = locks.reasons().get(path.text());
        if (own != null) {
            return own;
        }
        if (path.parentText().filter(locks.reasons()::containsKey).isPresent()) {
            return LockReason.PARENT_LOCKED;
        }
        boolean partly = locks.reasons().keySet().stream().anyMatch(locked -> locked.startsWith(path.text() + "."));
        return partly ? LockReason.PARTLY_LOCKED : LockReason.FREE;
    }

    /**
     * Lists what is locked path by path. A parent in a mask replaces its whole value, so its children are not listed beside it.
     *
     * @return paths of one or two names in camelCase, such as {@code generationConfig.temperature}, in the order of the
     *     description; empty for {@link LockMode#NONE} and for {@link LockMode#EVERYTHING}, which need no list
     */
    public List<String> lockedPaths() {
        return locks.paths();
    }

    /**
     * Returns the mask that goes to the service.
     *
     * @return the locked paths, separated by commas; empty if there are none
     */
    public Optional<String> fieldMask() {
        return locks.mask();
    }

    /**
     * Predicts the setup that a session has, by the documented rules where there are some and by what was observed elsewhere: a
     * locked field has the token's value or the service's default, a free one has the client's, and the client's resumption
     * handle counts unless the token has one. Whether the service then takes that setup is not told.
     *
     * @param client what the client sends as its setup
     * @return the setup that counts
     */
    public LiveClientSetup predict(LiveClientSetup client) {
        return PredictedSetup.of(this, locks.template(), client);
    }

    /**
     * Lists what is legal and probably not meant, apart from how long sessions can be opened, which needs a clock.
     *
     * @return an immutable list, empty if there is nothing
     */
    public List<LockWarning> warnings() {
        return PlanWarnings.of(config, this, Optional.empty());
    }

    /**
     * Lists what is legal and probably not meant in a token that is minted now.
     *
     * @param clock tells now
     * @return an immutable list, empty if there is nothing
     */
    public List<LockWarning> warnings(Clock clock) {
        return PlanWarnings.of(config, this, Optional.of(clock.instant()));
    }

    /**
     * Prints the plan as a table for people: every field, its forced value without secrets and cut to a line, and why.
     * {@link #warnings()} follow. The form may change.
     *
     * @return plain text in lines, with no end of line after the last
     */
    public String explain() {
        return PlanTable.of(this, warnings());
    }

    /**
     * Prints the plan as {@link #explain()} does, with the warnings for a token that is minted now.
     *
     * @param clock tells now
     * @return plain text in lines, with no end of line after the last
     */
    public String explain(Clock clock) {
        return PlanTable.of(this, warnings(clock));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LockPlan plan
                && mode() == plan.mode()
                && locks.template().equals(plan.locks.template())
                && lockedPaths().equals(plan.lockedPaths());
    }

    @Override
    public int hashCode() {
        return Objects.hash(mode(), locks.template(), lockedPaths());
    }

    @Override
    public String toString() {
        List<String> paths = lockedPaths();
        return mode() + (paths.isEmpty() ? "" : " " + paths);
    }
}
