package dev.ephemera.live;

import dev.ephemera.transport.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.immutables.value.Value;

/**
 * How one session behaves on this side: its queues, its deadlines and how it finds out that the other side is gone. What the
 * service is asked for stands in {@link dev.ephemera.types.LiveConnectConfig}.
 *
 * <p>Immutable.
 */
@Value.Immutable
@ValueStyle
public interface SessionOptions {

    /**
     * Address, version, headers and timeout of the connection, where they differ from the client's.
     *
     * @return the options; none by default. A retry policy has no effect
     */
    @Value.Default
    default RequestOptions request() {
        return RequestOptions.none();
    }

    /**
     * What becomes of a message that has no room in the outbound queue.
     *
     * @return the policy, {@link OutboundPolicy#WAIT} by default
     */
    @Value.Default
    default OutboundPolicy outboundPolicy() {
        return OutboundPolicy.WAIT;
    }

    /**
     * How many bytes of messages, as they stand on the wire, wait for the socket. A single message may be longer and then waits
     * alone.
     *
     * @return the limit in bytes, 2 MiB by default, which is about 45 seconds of 16 kHz audio; 1 at least
     */
    @Value.Default
    default long maxQueuedBytes() {
        return 2L << 20;
    }

    /**
     * How long a send may take until its message has left for the socket.
     *
     * @return the timeout, 10 seconds by default; 1 ms to 1 day
     */
    @Value.Default
    default Duration sendTimeout() {
        return Duration.ofSeconds(10);
    }

    /**
     * How many bytes of messages wait for whoever reads the session. When more come, the socket is not read until there is room.
     * A single message may be longer and then waits alone.
     *
     * <p>What lies behind in the network cannot be seen until then, be it a close by the service or the end of the connection. Nor
     * is the service pinged: if it has closed in order, it would answer by a reset, and take back what nobody has read. A connection
     * to which a send cannot be written any more ends the session; what this machine had received can still be read.
     *
     * @return the limit in bytes, 8 MiB by default, which is about two minutes of 24 kHz audio; 1 at least
     */
    @Value.Default
    default long maxUnreadBytes() {
        return 8L << 20;
    }

    /**
     * How long a single message of the service may be. A longer one ends the session.
     *
     * @return the limit in bytes, 16 MiB by default; 1 at least
     */
    @Value.Default
    default long maxMessageBytes() {
        return 16L << 20;
    }

    /**
     * How often the service is pinged, from the opening of the session on, so that a connection that is dead without having been
     * closed is found.
     *
     * @return the interval, 20 seconds by default, shorter than {@link #livenessTimeout()}; zero turns pings off, and with them that
     *     timeout
     */
    @Value.Default
    default Duration pingInterval() {
        return Duration.ofSeconds(20);
    }

    /**
     * How long nothing at all may come after a ping, be it the pong, before the connection counts as dead; the end is noticed at the
     * ping that follows. Time in which the socket is not read, because {@link #maxUnreadBytes()} wait already, does not count.
     *
     * @return the timeout, 60 seconds by default; 1 ms to 1 day, and longer than {@link #pingInterval()}
     */
    @Value.Default
    default Duration livenessTimeout() {
        return Duration.ofSeconds(60);
    }

    /**
     * Whether the session goes on over another connection when its own ends.
     *
     * @return the policy, {@link ReconnectPolicy#never()} by default
     */
    @Value.Default
    default ReconnectPolicy reconnect() {
        return ReconnectPolicy.never();
    }

    /**
     * Functions that are declared to the model and run when it calls them.
     *
     * @return the functions, none by default: calls are only shown then
     */
    @Value.Default
    default LiveTools tools() {
        return LiveTools.none();
    }

    /**
     * The conversation that the session goes on with; the setup gets its handle, whatever the config says of
     * {@code sessionResumption}. {@code connect} refuses another model than the conversation's, and a config with another handle;
     * all else may change. (Whether the service takes up a new system instruction is not established.)
     *
     * <p>One that has {@linkplain Resumption#expired expired} is tried all the same, for the documents contradict each other in how
     * long handles live. If the service knows it no more, {@code connect} throws a {@link LiveConnectException} whose
     * {@link LiveConnectException#likelyCauses()} say so; connect without it then.
     *
     * @return from where; by default a new conversation begins
     */
    Optional<Resumption> resume();

    /**
     * Where the session keeps its {@link LiveSession#resumption()} by itself: each that the service gives, of several that come
     * while the store is busy only the newest, and at the end the last one with the time of the end. The setup asks the service
     * for handles then, without the config's doing. Nothing is loaded: {@code resume(slot.load())} does that. A handle that the
     * service refuses when the session reconnects is removed, so that nobody tries it again; nothing else is, for it is the caller
     * who knows that a conversation is over, and who sees what {@code connect} throws.
     *
     * <p>The store runs on threads that may be blocked. What it throws goes to the uncaught exception handler of such a thread and
     * ends nothing. {@link LiveSession#close()} and {@link LiveSession#ended()} wait for the last save, for at most the client's
     * {@code closeTimeout}; so the next process finds what this one had.
     *
     * @return the place in a store; by default nothing is kept
     */
    Optional<ResumptionStore.Slot> keepIn();

    /**
     * Who is told what each session measures.
     *
     * @return asked once for each session, on the thread that begins to connect; {@link SessionTelemetry#none()} by default. What it
     *     throws, or null, goes to that thread's uncaught exception handler, and the session is measured for nobody
     */
    @Value.Default
    default Supplier<SessionTelemetry> telemetry() {
        return SessionTelemetry::none;
    }

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it
     */
    @Value.Check
    default void check() {
        Ranges.atLeast("maxQueuedBytes", maxQueuedBytes(), 1);
        Ranges.atLeast("maxUnreadBytes", maxUnreadBytes(), 1);
        Ranges.atLeast("maxMessageBytes", maxMessageBytes(), 1);
        Ranges.between("sendTimeout", sendTimeout(), Duration.ofMillis(1));
        Ranges.between("pingInterval", pingInterval(), Duration.ZERO);
        Ranges.between("livenessTimeout", livenessTimeout(), Duration.ofMillis(1));
        if (!pingInterval().isZero() && pingInterval().compareTo(livenessTimeout()) >= 0) {
            throw new IllegalArgumentException("pingInterval is " + pingInterval() + " and livenessTimeout is "
                    + livenessTimeout()
                    + "; a connection that lives is silent between two pings, so the interval must be the"
                    + " shorter one (a third of the timeout is usual), or zero, which turns both off.");
        }
    }

    /**
     * All the defaults.
     *
     * @return the options
     */
    static SessionOptions defaults() {
        return builder().build();
    }

    /**
     * All the defaults, in a session that goes on with a conversation.
     *
     * @param resumption from where, as another session has given it
     * @return the options
     * @see #resume()
     */
    static SessionOptions resume(Resumption resumption) {
        return builder().resume(resumption).build();
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
    final class Builder extends ImmutableSessionOptions.Builder {

        Builder() {}
    }
}
