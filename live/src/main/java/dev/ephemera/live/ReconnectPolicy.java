package dev.ephemera.live;

import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.RetryPolicy;
import java.time.Duration;
import org.immutables.value.Value;

/**
 * Whether a session goes on over a new connection when the one that it has is about to be cut, or is lost, and how.
 *
 * <p>The service ends every connection after about ten minutes, mostly announced by {@link LiveEvent.GoAway} (PROTOCOL 4.5); networks
 * end them at any time. A session that may reconnect asks the service for resumption handles by itself ({@code sessionResumption},
 * without a change to the caller's config), and goes on by the newest one: the same object, the same stream of events, with
 * {@link LiveEvent.Reconnecting} and {@link LiveEvent.Reconnected} in it. Credentials are asked for each time; ephemeral tokens that
 * the service calls expired or used up are given back ({@link dev.ephemera.transport.CredentialsProvider#refused}) and renewed once.
 *
 * <p>What becomes of messages:
 *
 * <ul>
 *   <li>What waits to be sent keeps waiting, within {@link SessionOptions#maxQueuedBytes()} and
 *       {@link SessionOptions#sendTimeout()}, but for audio that is older than {@link #maxAudioAge()} when the session goes on: it is
 *       dropped, and {@link LiveEvent.AudioDropped} says how much.
 *   <li>Texts, turns and tool responses that had left and are not known to be answered are sent again, up to
 *       {@link #maxUnansweredBytes()}. The service does not say what it has taken in, nor which turn of the model answers what. A turn
 *       that is complete answers the first question that had left. What else had left before it began may have been taken into it, or
 *       be next: it is answered when the next turn is complete, or the model has begun no other for ten seconds, or a turn that
 *       something newer has asked for has followed ten seconds after it left. What left while the turn ran, or has interrupted it,
 *       waits for the next. So a text may be answered twice, where the service had taken it in and the connection was lost too early
 *       to know. It would be lost only where its answer had still to come after those ten seconds, and was cut.
 *   <li>The response to a call of a function that the service no longer knows, for it goes on from before the call, is not sent: it
 *       fails with {@link LiveSendException.Reason#CALL_FORGOTTEN}, also if it waited already or is sent later. One that had left is
 *       dropped. What the model had been asked is sent again, and it calls again if it wants to.
 *   <li>Audio, video and activity marks that had left are never sent again: what the user was saying may be lost.
 *   <li>An utterance between activity marks of the caller's own that had begun over the connection before goes on over the new one:
 *       an {@code activityStart} leaves by itself right before the next audio of it, whether that waited or is sent later. Where none
 *       of its audio leaves, its marks do not either, since the service closes the session (1007) at an {@code activityEnd} without
 *       audio; they are dropped as audio is. So nobody needs to know when the connection changes.
 *   <li>Audio and activity marks that are dropped, or do not leave within {@link SessionOptions#sendTimeout()}, fail the futures of
 *       {@link AsyncLiveSession}. Blocking sends of them return instead of throwing, so that a loop that reads a microphone goes on;
 *       {@link LiveEvent.AudioDropped} tells.
 *   <li>A turn of the model that was cut ends as {@link Turn.End#LOST}, and what asked for it is among what is sent again.
 * </ul>
 *
 * <p>Immutable.
 */
@Value.Immutable
@ValueStyle
public interface ReconnectPolicy {

    /** What a session does that cannot resume, because the service gave no handle, or takes it no more. */
    enum WithoutHandle {
        /** It ends. */
        END,
        /** It begins anew, and the model remembers nothing. */
        START_EMPTY,
        /**
         * It begins anew, with what was said so far as text, the newest 64 Ki characters of it, as the history of the new session
         * ({@code historyConfig.initialHistoryInClientContent}). Handles that the service gives before a turn is complete in the new
         * session are not used, for they may be older than the history: it is sent again instead. With
         * ephemeral tokens it begins empty, unless {@link ReconnectPolicy#tokensTakeHistory()} says that they let the setup ask for
         * that: otherwise the model might answer the history.
         */
        START_SEEDED
    }

    /** Sees each attempt before it is made. */
    @FunctionalInterface
    interface Attempts {

        /**
         * An attempt is about to be made. Called on a thread that may be blocked, one attempt at a time; what it throws ends the
         * session as if it had returned false.
         *
         * @param attempt which one, and why
         * @return whether to make it; false ends the session
         */
        boolean allow(Attempt attempt);
    }

    /**
     * An attempt to go on.
     *
     * @param number its number, from 1; it counts on over connections that brought nothing ({@link ReconnectPolicy#retries()})
     * @param why how the connection before ended, or is to end, of the kind {@link SessionEnd.Kind#MOVED}
     * @param delay how long the session waited before it
     * @param resumes whether by a handle; one that comes before the session leaves its connection is used, too
     * @param credentials what will be presented, as the client's provider has just supplied it; its {@code toString()} shows a
     *     fingerprint alone
     */
    record Attempt(int number, SessionEnd why, Duration delay, boolean resumes, Credentials credentials) {}

    /**
     * Whether the session moves to a new connection when the service announces the end of the one that it has.
     *
     * @return false by default
     */
    @Value.Default
    default boolean onGoAway() {
        return false;
    }

    /**
     * Whether the session goes on after its connection was lost, was silent for too long, or was cut by the service for a reason that
     * another connection may cure: its age, an expired token, an internal error. Not where the service refuses what was sent.
     *
     * @return false by default
     */
    @Value.Default
    default boolean onLoss() {
        return false;
    }

    /**
     * How often an interruption is tried to overcome, and the waits between. The first attempt is made at once, the second after a
     * random part of {@code initialDelay}, and so on. Each asks for credentials.
     *
     * <p>Attempts count on over connections that are over again within a minute and before a turn of the model is complete, and after
     * ten of those in a row the session ends in any case, so that a message at which the service breaks is not sent for ever.
     *
     * @return 100 attempts by default, before which the {@link #deadline()} comes, with 500 ms to 8 s between them, a random part of
     *     each: a network that is back is found some four seconds later on average
     */
    @Value.Default
    default RetryPolicy retries() {
        return RetryPolicy.builder().maxAttempts(100).build();
    }

    /**
     * How long one interruption may last in all, from the end of the old connection until the new one is set up: as long as whoever
     * talks would wait, in a tunnel or between two networks. The service is documented to keep a conversation for two hours
     * ({@link Resumption#DOCUMENTED_LIFETIME}); whoever waits that long gives {@link #retries()} more attempts, or longer waits.
     *
     * @return 5 minutes by default; 1 ms to 1 day
     */
    @Value.Default
    default Duration deadline() {
        return Duration.ofMinutes(5);
    }

    /**
     * How long before the announced end the session moves at the latest. It moves earlier at a quiet point: no turn of the model, no
     * call of a function, no speech of the user's, and a handle that stands. Speech is what either side marks, what the service
     * transcribes, and what interrupts the model, until that answers.
     *
     * <p>Before it gives up the old connection, it asks for credentials and then the hook, at the first quiet point or else 10 seconds
     * before the latest moment. While they take their time, or if no credentials can be had, the old connection serves on until
     * then; credentials are asked for again after it, if there were none. A connection that is younger than a minute
     * and has brought no complete turn, as if it were another failed attempt, is left without asking ahead.
     *
     * @return 10 seconds by default; zero to 1 day
     */
    @Value.Default
    default Duration handOverMargin() {
        return Duration.ofSeconds(10);
    }

    /**
     * What happens where the session cannot be resumed.
     *
     * @return {@link WithoutHandle#START_SEEDED} by default
     */
    @Value.Default
    default WithoutHandle withoutHandle() {
        return WithoutHandle.START_SEEDED;
    }

    /**
     * Whether the ephemeral tokens that the session presents leave {@code historyConfig} to the client, so that the model takes a
     * history as such ({@link WithoutHandle#START_SEEDED}). A lock of the whole setup does not, nor does one that names
     * {@code historyConfig}; a {@code LockPlan} tells. It has no effect with an API key, which locks nothing.
     *
     * @return false by default, since a client cannot see what its token locks
     */
    @Value.Default
    default boolean tokensTakeHistory() {
        return false;
    }

    /**
     * How old audio may be that waited for the new connection.
     *
     * @return 2 seconds by default; zero to 1 day
     */
    @Value.Default
    default Duration maxAudioAge() {
        return Duration.ofSeconds(2);
    }

    /**
     * How many bytes of sent messages are kept until they are answered; the oldest are forgotten first, a message that is longer at
     * once. {@link LiveEvent.Reconnected#forgottenMessages()} counts those that were not answered before the interruption.
     *
     * @return 1 MiB by default; zero keeps none
     */
    @Value.Default
    default long maxUnansweredBytes() {
        return 1L << 20;
    }

    /**
     * Who sees the attempts.
     *
     * @return a hook that allows all, by default
     */
    @Value.Default
    default Attempts attempts() {
        return attempt -> true;
    }

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it
     */
    @Value.Check
    default void check() {
        Ranges.between("deadline", deadline(), Duration.ofMillis(1));
        Ranges.between("handOverMargin", handOverMargin(), Duration.ZERO);
        Ranges.between("maxAudioAge", maxAudioAge(), Duration.ZERO);
        Ranges.atLeast("maxUnansweredBytes", maxUnansweredBytes(), 0);
    }

    /**
     * The policy of a session that ends with its connection.
     *
     * @return the default
     */
    static ReconnectPolicy never() {
        return builder().build();
    }

    /**
     * The policy of a session that moves when the end of its connection is announced, and ends when it is lost without that
     * announcement.
     *
     * @return the policy
     */
    static ReconnectPolicy handOver() {
        return builder().onGoAway(true).build();
    }

    /**
     * The policy of a session that goes on whatever happens to its connection.
     *
     * @return the policy
     */
    static ReconnectPolicy always() {
        return builder().onGoAway(true).onLoss(true).build();
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

    /** Sets the values one by one; not for use by several threads at once. */
    final class Builder extends ImmutableReconnectPolicy.Builder {

        Builder() {}
    }
}
