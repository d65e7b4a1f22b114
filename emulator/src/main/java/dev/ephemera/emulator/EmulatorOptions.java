package dev.ephemera.emulator;

import dev.ephemera.emulator.internal.credential.RealCredential;
import java.util.Set;
import org.immutables.value.Value;

/**
 * Everything that an emulator is started with.
 *
 * <p>Immutable; may be used for several emulators, with {@link #port()} 0 even at once. Keys do not show in
 * {@code toString()}.
 */
@Value.Immutable
@OptionsStyle
public interface EmulatorOptions extends ServerOptions, ModelOptions, UpstreamOptions {

    /**
     * The time that the emulator lives in, the system's by default.
     *
     * @return the clock
     */
    @Value.Default
    default EmulatorClock clock() {
        return EmulatorClock.system();
    }

    /**
     * The API key that is valid, default {@code ephemera-emulator-key}. It is printed and logged, so one that looks like a
     * key of the real service is refused.
     *
     * @return printable ASCII with no blank at either end, as a header carries it
     */
    @Value.Default
    @Value.Redacted
    default String apiKey() {
        return "ephemera-emulator-key";
    }

    /**
     * API keys that were valid once.
     *
     * @return keys for which the service says that they expired; none by default
     */
    @Value.Redacted
    Set<String> expiredApiKeys();

    /**
     * API keys that are valid, but not for this API.
     *
     * @return keys for which the service says that they are blocked; none by default
     */
    @Value.Redacted
    Set<String> blockedApiKeys();

    /**
     * What else is assumed where the service's behaviour is not known.
     *
     * @return the assumptions that replace a default; none by default
     */
    Set<Assumption> assumptions();

    /**
     * How many received messages each session keeps for {@link EmulatedSession#received()}, and how many frames of both
     * directions for {@link EmulatedSession#frames()}; older ones are dropped, and so are the oldest of all sessions once
     * they take up an eighth of the heap together. Default 1,000.
     *
     * @return the number, zero to keep none
     */
    @Value.Default
    default int keptMessages() {
        return 1_000;
    }

    /**
     * Tells whether something is assumed.
     *
     * @param assumption what
     * @return whether it is among {@link #assumptions()}
     */
    default boolean assumes(Assumption assumption) {
        return assumptions().contains(assumption);
    }

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it
     */
    @Value.Check
    default void check() {
        require(!apiKey().isBlank(), "apiKey is blank; give any other text.");
        RealCredential.in(apiKey()).ifPresent(real -> {
            throw new IllegalArgumentException("apiKey holds what looks like " + real.kind() + " (fingerprint "
                    + real.fingerprint()
                    + "), and an emulator's key is no secret; give any other text, and replace the real one if others may"
                    + " have seen it.");
        });
        require(
                apiKey().chars().allMatch(character -> character >= ' ' && character <= '~')
                        && apiKey().equals(apiKey().strip()),
                "apiKey holds what no header carries; give printable ASCII with no blank at either end.");
        ServerOptions.check(this);
        ModelOptions.check(this);
        UpstreamOptions.check(this);
        require(keptMessages() >= 0, "keptMessages is " + keptMessages() + "; it must not be negative.");
        require(
                !assumes(Assumption.DEFAULT_MODALITY_IS_AUDIO) || !assumes(Assumption.DEFAULT_MODALITY_IS_TEXT),
                "assumptions hold both DEFAULT_MODALITY_IS_AUDIO and DEFAULT_MODALITY_IS_TEXT; choose one.");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a changed copy.
     *
     * @return a new builder with everything set as here
     */
    default Builder toBuilder() {
        return builder().from(this);
    }

    /** Sets the options one by one; not for use by several threads at once. */
    final class Builder extends ImmutableEmulatorOptions.Builder {

        Builder() {}
    }
}
