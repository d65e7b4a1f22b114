package dev.ephemera.emulator;

import dev.ephemera.emulator.internal.http.Loopback;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.immutables.value.Value;

/**
 * Everything that an emulator is started with.
 *
 * <p>Immutable; may be used for several emulators, with {@link #port()} 0 even at once. Keys do not show in
 * {@code toString()}.
 */
@Value.Immutable
@OptionsStyle
public interface EmulatorOptions extends ModelOptions, UpstreamOptions {

    /**
     * The address to listen on, default {@code 127.0.0.1}. Any other than loopback ({@code localhost} and names under it,
     * {@code 127.…}, {@code ::1}) is refused unless {@link #letOthersReachThis()} is set.
     *
     * @return a host name or an address of this machine
     */
    @Value.Default
    default String host() {
        return "127.0.0.1";
    }

    /**
     * Whether {@link #host()} may be an address that others reach. Everybody who does can mint tokens, and open sessions
     * that fill this process's memory.
     *
     * @return true to let others in; false by default
     */
    @Value.Default
    default boolean letOthersReachThis() {
        return false;
    }

    /**
     * The port to listen on.
     *
     * @return 1 to 65535; 0, the default, for any free one
     */
    @Value.Default
    default int port() {
        return 0;
    }

    /**
     * The port for the control API and the status page, on {@code 127.0.0.1} whatever {@link #host()} says. Whoever runs
     * programs on this machine can use it.
     *
     * @return 1 to 65535, or 0 for any free one; empty, the default, for none
     */
    OptionalInt controlPort();

    /**
     * Whether to serve {@code https} and {@code wss} with a certificate that is made at the start, for {@code localhost},
     * {@code 127.0.0.1} and {@code ::1}; {@link GeminiEmulator#certificate()} tells clients what to trust.
     *
     * @return true for TLS; false, the default, for plain {@code http} and {@code ws} unless {@link #sslContext()} is given
     */
    @Value.Default
    default boolean tls() {
        return false;
    }

    /**
     * The keys and certificates of one's own to serve {@code https} and {@code wss} with, instead of {@link #tls()}.
     *
     * @return an initialised context with a server certificate; none by default
     */
    Optional<SSLContext> sslContext();

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
     * The API key that is valid, default {@code ephemera-emulator-key}.
     *
     * @return the key
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
     * Models that do not exist. Every other {@code models/…} does.
     *
     * @return names, with or without {@code models/}; none by default
     */
    Set<String> deniedModels();

    /**
     * What else is assumed where the service's behaviour is not known.
     *
     * @return the assumptions that replace a default; none by default
     */
    Set<Assumption> assumptions();

    /**
     * Whether messages go out in text frames. The service sends binary ones, and so does the emulator by default.
     *
     * @return true for text frames
     */
    @Value.Default
    default boolean textFrames() {
        return false;
    }

    /**
     * How long the model takes for each piece of an answer, by the emulator's clock. Nothing by default: then only audio
     * that still plays and functions that were called leave an answer open to interruption.
     *
     * @return zero to one minute
     */
    @Value.Default
    default Duration modelPace() {
        return Duration.ZERO;
    }

    /**
     * The age of a connection at which {@code goAway} is sent. Default 9 minutes.
     *
     * @return a positive duration
     */
    @Value.Default
    default Duration goAwayAfter() {
        return Duration.ofMinutes(9);
    }

    /**
     * How long a connection lives after {@code goAway}. Default 50 seconds.
     *
     * @return a positive duration
     */
    @Value.Default
    default Duration goAwayTimeLeft() {
        return Duration.ofSeconds(50);
    }

    /**
     * How long after the end of a session its handles still resume it. Default 2 hours.
     *
     * @return a positive duration
     */
    @Value.Default
    default Duration resumptionLifetime() {
        return Duration.ofHours(2);
    }

    /**
     * How long a connection may be silent before it is closed: with a request that has come in part, or between requests.
     * It goes by real time, whatever the clock, and ends no Live session: those may be silent as long as they live. Default
     * 30 seconds.
     *
     * @return one millisecond to one day
     */
    @Value.Default
    default Duration idleTimeout() {
        return Duration.ofSeconds(30);
    }

    /**
     * The longest request body and the longest message of a client that is read. Default 16 MiB.
     *
     * @return the limit in bytes, at least 1024
     */
    @Value.Default
    default int maxMessageBytes() {
        return 16 << 20;
    }

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
        require(!host().isBlank(), "host is blank; give a name or an address of this machine.");
        require(
                letOthersReachThis() || Loopback.is(host()),
                "host is " + host() + ", which others may reach, and could mint tokens at; use 127.0.0.1, or set"
                        + " letOthersReachThis.");
        require(
                !tls() || sslContext().isEmpty(),
                "tls and sslContext are both set; choose the certificate that is made, or your own.");
        require(port() >= 0 && port() <= 65_535, "port is " + port() + "; it must be 0 to 65535.");
        require(
                controlPort().orElse(0) >= 0 && controlPort().orElse(0) <= 65_535,
                "controlPort is " + controlPort() + "; it must be 0 to 65535.");
        require(!apiKey().isBlank(), "apiKey is blank; give any other text.");
        require(
                !modelPace().isNegative() && modelPace().compareTo(Duration.ofMinutes(1)) <= 0,
                "modelPace is " + modelPace() + "; it must be zero to one minute.");
        require(positive(goAwayAfter()), "goAwayAfter is " + goAwayAfter() + "; it must be positive.");
        require(positive(goAwayTimeLeft()), "goAwayTimeLeft is " + goAwayTimeLeft() + "; it must be positive.");
        require(
                positive(resumptionLifetime()),
                "resumptionLifetime is " + resumptionLifetime() + "; it must be positive.");
        ModelOptions.check(this);
        require(
                idleTimeout().toMillis() >= 1 && idleTimeout().compareTo(Duration.ofDays(1)) <= 0,
                "idleTimeout is " + idleTimeout() + "; it must be one millisecond to one day.");
        require(maxMessageBytes() >= 1024, "maxMessageBytes is " + maxMessageBytes() + "; it must be at least 1024.");
        UpstreamOptions.check(this);
        require(keptMessages() >= 0, "keptMessages is " + keptMessages() + "; it must not be negative.");
        require(
                !assumes(Assumption.DEFAULT_MODALITY_IS_AUDIO) || !assumes(Assumption.DEFAULT_MODALITY_IS_TEXT),
                "assumptions hold both DEFAULT_MODALITY_IS_AUDIO and DEFAULT_MODALITY_IS_TEXT; choose one.");
    }

    private static boolean positive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
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
