package dev.ephemera.live.internal;

import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveServerContent;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.LiveServerSessionResumptionUpdate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The course of one conversation as far as it matters for going on over another connection: what was asked and not answered, which
 * calls run, who speaks, and what the newest handle remembers of it. Thread-safe; never blocks.
 */
final class Course {

    /**
     * With what a session goes on.
     *
     * @param first is sent before anything else
     * @param again is sent next, in order
     * @param forgotten how many messages should be among them, for which there was no room
     * @param restored whether the model remembers all that it has answered
     */
    record Onward(List<OutboundMessage> first, List<OutboundMessage> again, int forgotten, boolean restored) {}

    private final boolean followed; // not for a session that ends with its connection
    private final Unanswered unanswered;
    private final ToolRunner tools;
    private final KnownCalls calls;
    private final Time time;
    private final UserSpeech speech = new UserSpeech();
    private final Transcript transcript = new Transcript();
    private boolean remembered = true; // by the newest handle: all complete turns
    private boolean proven = true; // the service has taken in what was said before
    private boolean leaving; // the connection
    private @Nullable OutboundMessage seed;
    private @Nullable OutboundMessage staleSeed; // which may wait still, if the connection that was to take it was lost

    /**
     * Begins with a conversation in which nothing was said.
     *
     * @param policy whether the session may go on over another connection at all, and how much is kept for that
     * @param historyFirst whether the first content is what was said before
     * @param tools runs the calls
     * @param calls is told which calls the service knows
     */
    Course(ReconnectPolicy policy, boolean historyFirst, ToolRunner tools, KnownCalls calls, Time time) {
        this.followed = Reconnector.goesOn(policy);
        this.unanswered = new Unanswered(policy.maxUnansweredBytes(), historyFirst);
        this.tools = tools;
        this.calls = calls;
        this.time = time;
    }

    /** A message begins to leave, behind those before. */
    synchronized void leaves(OutboundMessage message) {
        if (followed && message != seed) {
            speech.leaves(message.content());
            calls.leaves(message.content());
            unanswered.leaves(message, time.nanoTime());
        }
    }

    /** A message has come; its calls run already. */
    void received(LiveServerMessage message) {
        boolean standing = isProven() && givesHandle(message);
        if (followed) {
            remember(message, standing);
        }
        if (standing) {
            tools.resumableHere();
        }
        if (isComplete(message)) {
            tools.turnComplete(); // without the lock: where calls make room, the user's executor takes others
        }
    }

    private synchronized void remember(LiveServerMessage message, boolean standing) {
        settle();
        speech.received(message);
        calls.received(message);
        transcript.add(message);
        if (TurnCounter.bringsOutput(message)) {
            unanswered.answering(time.nanoTime());
        }
        if (is(message, LiveServerContent::interrupted)) {
            unanswered.interrupted();
        }
        if (standing) {
            remembered = true;
            calls.resumableHere();
        }
        if (isComplete(message)) {
            remembered = false;
            proven = true;
            calls.turnComplete();
            transcript.turnComplete(unanswered.turnComplete(time.nanoTime()));
        }
    }

    /** Silence means something only as long as the service is asked. */
    private void settle() {
        if (!leaving) {
            transcript.add(unanswered.silence(time.nanoTime()));
        }
    }

    /** The connection is over, or is to be, for another. */
    synchronized void connectionEnds() {
        settle();
        leaving = true;
    }

    /**
     * Another connection is tried.
     *
     * @param history whether the service is told over it what was said before
     */
    synchronized void begins(boolean history) {
        proven = !history;
    }

    /**
     * Whether a handle that comes now holds the conversation. That which the service gives before a history has had an effect may be
     * of a conversation without it.
     */
    synchronized boolean isProven() {
        return proven;
    }

    private static boolean isComplete(LiveServerMessage message) {
        return is(message, LiveServerContent::turnComplete);
    }

    private static boolean is(LiveServerMessage message, Function<LiveServerContent, Optional<Boolean>> member) {
        return message.serverContent().flatMap(member).orElse(false);
    }

    private static boolean givesHandle(LiveServerMessage message) {
        return message.sessionResumptionUpdate()
                .filter(update -> update.resumable().orElse(false))
                .flatMap(LiveServerSessionResumptionUpdate::newHandle)
                .filter(handle -> !handle.isBlank())
                .isPresent();
    }

    /** Whether nobody would miss the connection for a moment. */
    synchronized boolean isQuiet() {
        settle();
        return unanswered.isQuiet() && remembered && !speech.isSpeaking() && tools.held() == 0;
    }

    /** Whether the first content over the next connection is what was said before, as the caller has announced it. */
    synchronized boolean beginsWithHistory() {
        return unanswered.beginsWithHistory();
    }

    /** What a model is told that remembers nothing; empty if nothing was said. */
    synchronized Optional<LiveClientMessage> history() {
        return transcript.seed();
    }

    /**
     * The session goes on over another connection.
     *
     * @param resumed whether by the newest handle, and not with a model that remembers nothing
     * @param history what such a model is told first
     */
    synchronized Onward goOn(boolean resumed, Optional<OutboundMessage> history) {
        tools.reconnected(resumed);
        calls.reconnected(resumed);
        speech.cut();
        transcript.turnLost();
        leaving = false;
        staleSeed = seed;
        seed = history.orElse(null);
        Unanswered.Again again = unanswered.takeAll();
        List<OutboundMessage> messages =
                again.messages().stream().filter(isWorthless(resumed).negate()).toList();
        remembered &= resumed;
        return new Onward(history.stream().toList(), messages, again.forgotten(), remembered);
    }

    /** The session goes on over no other connection: what would have been sent again. */
    synchronized List<OutboundMessage> unanswered() {
        return unanswered.takeAll().messages();
    }

    /** Picks out what is not worth sending: the answers to calls that the service has forgotten, and a history that another replaces. */
    synchronized Predicate<OutboundMessage> isWorthless(boolean resumed) {
        OutboundMessage stale = staleSeed;
        return message -> !message.isWanted()
                || message == stale
                || (!resumed && message.content().toolResponse().isPresent());
    }
}
