package dev.ephemera.live.internal;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.WithoutHandle;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.internal.Permits.Permit;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.transport.internal.RetrySchedule;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.LiveClientMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leads a session from one connection to the next, or gives up: when, how often, by which handle and with which credentials.
 * Thread-safe; what may block or is the user's runs on the user's threads.
 */
final class Reconnector {

    /** The session that is interrupted. */
    interface Interrupted {

        /**
         * Tries a connection, unless the session has ended.
         *
         * @param resumes whether by the newest handle
         * @param history what a model that remembers nothing is told first
         */
        void attempt(Dialer.Dial dial, boolean resumes, Optional<LiveClientMessage> history, Duration timeout);

        /** What the next connection takes is there ({@link #isReady}), though the one that the session has is not over. */
        void ready();

        /** No connection will be tried any more. */
        void gaveUp(SessionEnd end);
    }

    /** A connection that lasts so long is of use, whatever comes over it. */
    private static final Duration OF_USE = Duration.ofMinutes(1);

    /** How many connections of no use are tried one after another: what is sent over them may be what the service breaks at. */
    private static final int MOST_OF_NO_USE = 10;

    private final ReconnectPolicy policy;
    private final RetrySchedule schedule;
    private final Dialer dialer;
    private final Permits permits;
    private final NewestResumption resumption;
    private final Course course;
    private final Time time;
    private final UserThreads threads;
    private final Interrupted session;

    private boolean ended; // guarded by this
    private int ofNoUse; // connections in a row; guarded by this
    private @Nullable CompletableFuture<Permit> ahead; // of the first attempt of the next interruption; guarded by this

    // Guarded by this; of one interruption.
    private @Nullable SessionEnd why;
    private long begun;
    private long connectedAt; // the last time that it was overcome
    private int attempts;
    private boolean renewed;
    private Dialer.@Nullable Dial refused; // for its token
    private Duration waited = Duration.ZERO;
    private Dialer.@Nullable Dial dialled;
    private Optional<Throwable> last = Optional.empty();
    private @Nullable Runnable alarm; // for the next attempt
    private @Nullable Runnable deadline;

    Reconnector(
            ReconnectPolicy policy,
            RetrySchedule schedule,
            Dialer dialer,
            NewestResumption resumption,
            Course course,
            Time time,
            UserThreads threads,
            Interrupted session) {
        this.policy = policy;
        this.schedule = schedule;
        this.dialer = dialer;
        this.permits = new Permits(dialer, policy.attempts());
        this.resumption = resumption;
        this.course = course;
        this.time = time;
        this.threads = threads;
        this.session = session;
    }

    /** Whether a session may go on over another connection at all. */
    static boolean goesOn(ReconnectPolicy policy) {
        return policy.onGoAway() || policy.onLoss();
    }

    /** Whether the session is to leave a connection whose end is announced. */
    boolean leaves() {
        return policy.onGoAway() && canGoOn();
    }

    /**
     * Whether the session is to go on although its connection is over.
     *
     * @param how how that ended
     * @param announced whether the service had said that it would
     */
    boolean overcomes(SessionEnd how, boolean announced) {
        return (policy.onLoss() || (policy.onGoAway() && announced))
                && canGoOn()
                && Interruptions.mayBeOvercome(how, announced);
    }

    private boolean canGoOn() {
        return policy.withoutHandle() != WithoutHandle.END
                || resumption.handle().isPresent();
    }

    /** The connection is over; begins to look for the next. */
    void interrupted(SessionEnd how) {
        synchronized (this) {
            if (ended) { // just now, by a close
                return;
            }
            why = how;
            begun = time.nanoTime();
            if (wasOfUse()) {
                proven();
            } else if (attempts > 0) {
                ofNoUse++;
            }
            refused = Interruptions.ofToken(how.reason()) ? dialled : null;
            renewed = refused != null;
            last = Optional.empty();
            deadline = arm(this::late, policy.deadline());
            waited = attempts == 0 ? Duration.ZERO : schedule.backoff(attempts);
            if (attempts < policy.retries().maxAttempts() && ofNoUse < MOST_OF_NO_USE) {
                next(waited);
                return;
            }
        }
        giveUp(
                ofNoUse < MOST_OF_NO_USE
                        ? "all " + policy.retries().maxAttempts()
                                + " attempts were made (ReconnectPolicy.retries), the last of them with a connection that was over"
                                + " within " + OF_USE + " and before a turn was complete"
                        : "each of the last " + ofNoUse + " connections was over within " + OF_USE
                                + " and before a turn was complete");
    }

    private boolean wasOfUse() {
        return time.nanoTime() - connectedAt >= OF_USE.toNanos();
    }

    /** A turn was completed over the connection: it is of use, and what comes after it counts anew. */
    synchronized void proven() {
        attempts = 0;
        ofNoUse = 0;
    }

    /**
     * Whether the session need not wait before it leaves its connection: asks for what the next one takes, unless somebody has, and
     * says {@link Interrupted#ready} when it is there. What could not be had is not asked for again before the connection is over.
     */
    boolean isReady() {
        CompletableFuture<Permit> asked;
        synchronized (this) {
            if (ended || why != null || (attempts > 0 && !wasOfUse()) || !canGoOn()) {
                return true; // nothing is to be asked ahead: an attempt is being made, or what comes first is none
            }
            if (ahead != null) {
                return ahead.isDone() && !ahead.isCompletedExceptionally();
            }
            asked = new CompletableFuture<>();
            ahead = asked;
        }
        threads.run(() -> askAhead(asked));
        return false;
    }

    private void askAhead(CompletableFuture<Permit> asked) {
        try {
            asked.complete(permit(1, SessionEnds.moving(resumption), Duration.ZERO));
        } catch (Throwable thrown) { // an Error too: the session must not wait for an answer that nobody gives
            asked.completeExceptionally(thrown);
            return;
        }
        session.ready();
    }

    private void next(Duration delay) {
        if (delay.isZero()) {
            threads.run(this::attempt);
        } else {
            alarm = arm(() -> threads.run(this::attempt), delay);
        }
    }

    /** How long the interruption has lasted. */
    synchronized Duration lasted() {
        return Duration.ofNanos(time.nanoTime() - begun);
    }

    /** The interruption is over, one way or the other; tells what it was. */
    synchronized Optional<SessionEnd> stop() {
        Optional<SessionEnd> was = Optional.ofNullable(why);
        why = null;
        connectedAt = time.nanoTime();
        cancel(alarm);
        cancel(deadline);
        return was;
    }

    /** The session has ended: nothing is tried any more. */
    synchronized void end() {
        ended = true;
        Optional<SessionEnd> unusedSinceEnded = stop();
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private static void cancel(@Nullable Runnable alarm) {
        if (alarm != null) {
            alarm.run();
        }
    }

    /** What the session presents from now on, until the next attempt. */
    synchronized void presents(Dialer.Dial dial) {
        dialled = dial;
        refused = null;
    }

    /** The session was refused before it was open, which ends it; its token should not be handed out any more. */
    synchronized void neverOpened(Throwable failure) {
        Dialer.Dial presented = dialled;
        if (presented != null && Interruptions.remedy(failure) == Interruptions.Remedy.ANOTHER_TOKEN) {
            threads.run(() -> dialer.refused(presented));
        }
    }

    private void attempt() {
        SessionEnd interrupted;
        int number;
        Duration delay;
        CompletableFuture<Permit> known;
        synchronized (this) {
            if (why == null) {
                return;
            }
            attempts++;
            interrupted = why;
            number = attempts;
            delay = waited;
            known = ahead;
            ahead = null;
        }
        if (known == null) {
            attempt(number, () -> permit(number, interrupted, delay));
        } else {
            var unusedSinceItCannotFail = known.whenComplete(
                    (permit, thrown) -> // what could not be had is asked for again
                    attempt(number, () -> thrown == null ? permit : permit(number, interrupted, delay)));
        }
    }

    private void attempt(int number, Supplier<Permit> permit) {
        if (!canGoOn()) {
            giveUp(
                    "the service gave no handle, or takes it no more, and the policy is to end then (WithoutHandle.END)");
            return;
        }
        try {
            attempt(number, permit.get());
        } catch (Throwable thrown) { // by the provider of credentials, or of what cannot be asked for with these
            failed(thrown);
        }
    }

    private Permit permit(int number, SessionEnd interrupted, Duration delay) {
        giveBack();
        boolean resumes = resumption.handle().isPresent();
        return permits.ask(
                credentials -> new ReconnectPolicy.Attempt(number, interrupted, delay, resumes, credentials),
                this::isEnded);
    }

    private void attempt(int number, Permit permit) {
        if (!permit.granted()) {
            synchronized (this) {
                last = permit.thrown().or(() -> last);
            }
            giveUp("attempt " + number + " was not allowed (ReconnectPolicy.attempts)");
            return;
        }
        Optional<String> handle = resumption.handle();
        Optional<LiveClientMessage> seed = handle.isEmpty() ? seed(permit.context()) : Optional.empty();
        Dialer.Dial dial = dialer.again(permit.context(), handle, seed.isPresent() || course.beginsWithHistory());
        presents(dial);
        session.attempt(dial, handle.isPresent(), seed, permit.context().timeout());
    }

    /** What a model that remembers nothing is told, where it takes that as what was said, and the caller's own history is not due. */
    private Optional<LiveClientMessage> seed(CallContext context) {
        boolean seeded = policy.withoutHandle() == WithoutHandle.START_SEEDED
                && (policy.tokensTakeHistory() || !context.credentials().isToken());
        return seeded && !course.beginsWithHistory() ? course.history() : Optional.empty();
    }

    private void giveBack() {
        Dialer.Dial presented;
        synchronized (this) {
            presented = refused;
        }
        if (presented != null) {
            dialer.refused(presented);
        }
    }

    /** An attempt has failed. */
    void failed(Throwable failure) {
        String whyNot;
        synchronized (this) {
            if (why == null) {
                return;
            }
            last = Optional.of(failure);
            Interruptions.Remedy remedy = Interruptions.remedy(failure);
            Duration delay = delay(remedy);
            if (!isOfUse(remedy) || attempts >= policy.retries().maxAttempts()) {
                whyNot = "attempt " + attempts + " failed and no further is made";
            } else if (lasted().plus(delay).compareTo(policy.deadline()) >= 0) {
                whyNot = "the next attempt would come after the deadline of " + policy.deadline();
            } else {
                cure(remedy);
                waited = delay;
                next(delay);
                return;
            }
        }
        giveUp(whyNot + ": " + words(failure));
    }

    /** Something that was presented is replaced at once; what is to pass takes time. */
    private Duration delay(Interruptions.Remedy remedy) {
        return remedy == Interruptions.Remedy.ANOTHER_ATTEMPT ? schedule.backoff(attempts) : Duration.ZERO;
    }

    private boolean isOfUse(Interruptions.Remedy remedy) {
        return switch (remedy) {
            case ANOTHER_ATTEMPT -> true;
            case ANOTHER_TOKEN -> !renewed;
            case WITHOUT_HANDLE -> resumption.handle().isPresent();
            case NONE -> false;
        };
    }

    private void cure(Interruptions.Remedy remedy) {
        if (remedy == Interruptions.Remedy.ANOTHER_TOKEN) {
            renewed = true;
            refused = dialled;
        } else if (remedy == Interruptions.Remedy.WITHOUT_HANDLE) {
            resumption.forget();
        }
    }

    /** What is not ours may hold secrets. */
    private static String words(Throwable failure) {
        return failure instanceof GeminiException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }

    private static List<String> likelyCauses(Throwable failure) {
        return failure instanceof LiveConnectException refused ? refused.likelyCauses() : List.of();
    }

    private void late() {
        giveUp("there was no connection within " + policy.deadline() + " (ReconnectPolicy.deadline)");
    }

    private void giveUp(String words) {
        SessionEnd end;
        synchronized (this) {
            SessionEnd interrupted = why;
            if (interrupted == null) {
                return;
            }
            ended = true;
            end = SessionEnd.builder()
                    .from(interrupted)
                    .kind(SessionEnd.Kind.RECONNECT_FAILED)
                    .by(
                            interrupted.by() == SessionEnd.By.CLIENT
                                    ? SessionEnd.By.SERVER
                                    : interrupted.by()) // who made us move
                    .reason("The connection was over (" + interrupted.kind() + ", " + interrupted.code() + " "
                            + interrupted.reason() + "), and the session could not go on: " + words)
                    .resumption(resumption.ending()) // not by a handle that was refused
                    .likelyCauses(last.map(Reconnector::likelyCauses).orElseGet(interrupted::likelyCauses))
                    .cause(last.or(interrupted::cause))
                    .build();
            Optional<SessionEnd> unusedSinceKnown = stop();
        }
        session.gaveUp(end);
    }

    private @Nullable Runnable arm(Runnable task, Duration delay) {
        try {
            return time.schedule(task, delay);
        } catch (RejectedExecutionException e) {
            return null; // the client is closed, and with it the session
        }
    }
}
