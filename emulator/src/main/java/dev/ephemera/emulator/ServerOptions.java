package dev.ephemera.emulator;

import dev.ephemera.emulator.internal.http.Loopback;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import org.immutables.value.Value;

/** The part of {@link EmulatorOptions} that is about addresses, connections and what passes on them. */
interface ServerOptions {

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
     * Whether messages go out in text frames. The service sends binary ones, and so does the emulator by default.
     *
     * @return true for text frames
     */
    @Value.Default
    default boolean textFrames() {
        return false;
    }

    /**
     * How often the emulator pings a client whose session is open, by the emulator's clock; whether the service does is not
     * known. A client that does not answer is not missed.
     *
     * @return one millisecond to one day; empty, the default, for never
     */
    Optional<Duration> pingEvery();

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

    /** Refuses values that are out of their range. */
    static void check(ServerOptions options) {
        require(!options.host().isBlank(), "host is blank; give a name or an address of this machine.");
        require(
                options.letOthersReachThis() || Loopback.is(options.host()),
                "host is " + options.host()
                        + ", which others may reach, and could mint tokens at; use 127.0.0.1, or set"
                        + " letOthersReachThis.");
        require(
                !options.tls() || options.sslContext().isEmpty(),
                "tls and sslContext are both set; choose the certificate that is made, or your own.");
        require(
                options.port() >= 0 && options.port() <= 65_535,
                "port is " + options.port() + "; it must be 0 to 65535.");
        require(
                options.controlPort().orElse(0) >= 0 && options.controlPort().orElse(0) <= 65_535,
                "controlPort is " + options.controlPort().orElse(0) + "; it must be 0 to 65535.");
        require(
                upToADay(options.idleTimeout()),
                "idleTimeout is " + options.idleTimeout() + "; it must be one millisecond to one day.");
        require(
                options.maxMessageBytes() >= 1024,
                "maxMessageBytes is " + options.maxMessageBytes() + "; it must be at least 1024.");
        require(
                options.pingEvery().filter(pause -> !upToADay(pause)).isEmpty(),
                "pingEvery is " + options.pingEvery().orElse(null) + "; it must be one millisecond to one day.");
    }

    private static boolean upToADay(Duration duration) {
        return duration.toMillis() >= 1 && duration.compareTo(Duration.ofDays(1)) <= 0;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
