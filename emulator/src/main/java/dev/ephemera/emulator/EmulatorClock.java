package dev.ephemera.emulator;

import dev.ephemera.emulator.internal.time.RealTimeline;
import dev.ephemera.emulator.internal.time.Timeline;
import dev.ephemera.emulator.internal.time.VirtualTimeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The time an emulator lives in: the system's, or one that stands still until a test moves it.
 *
 * <p>Everything that takes time in the emulator goes by this clock: when tokens expire, how old connections are, when
 * {@code goAway} comes, how long audio plays, and the {@code Date} header of every answer. Bounds that only guard the
 * emulator itself (how long it waits for the answer to its close frame) go by real time.
 *
 * <p>It is a {@link Clock}, so that code under test can be given the same time. Safe for use by any thread.
 */
public final class EmulatorClock extends Clock {

    /** What lies a day ahead of it, such as a token's end, still has a year of four digits, as JSON and HTTP need. */
    private static final Instant LAST = Instant.parse("9999-12-30T23:59:59Z");

    private final @Nullable VirtualTimeline virtual;
    private final ZoneId zone;

    private EmulatorClock(@Nullable VirtualTimeline virtual, ZoneId zone) {
        this.virtual = virtual;
        this.zone = zone;
    }

    /**
     * Takes the system's time.
     *
     * @return a clock in UTC
     */
    public static EmulatorClock system() {
        return new EmulatorClock(null, ZoneOffset.UTC);
    }

    /**
     * Makes a time that stands still until it is moved. One such clock may serve several emulators.
     *
     * @param start what it shows at first, at most 9999-12-30T23:59:59Z
     * @return a clock in UTC
     * @throws IllegalArgumentException if it lies later
     */
    public static EmulatorClock virtual(Instant start) {
        check(start);
        return new EmulatorClock(new VirtualTimeline(start), ZoneOffset.UTC);
    }

    /**
     * Tells whether the time stands still until it is moved.
     *
     * @return false for the system's time
     */
    public boolean isVirtual() {
        return virtual != null;
    }

    /**
     * Moves a virtual time on. All that falls due on the way happens on the calling thread, in order and each at its
     * own instant, before this method returns; what it sends may still be on its way to the client then.
     *
     * @param duration how far; zero is allowed
     * @throws IllegalArgumentException if it is negative, or leads beyond 9999-12-30T23:59:59Z
     * @throws IllegalStateException if this is the system's time
     */
    public void advance(Duration duration) {
        advanceTo(instant().plus(duration));
    }

    /**
     * Moves a virtual time on to an instant, as {@link #advance} does.
     *
     * @param target what the clock shows in the end
     * @throws IllegalArgumentException if it lies before what the clock shows now, or after 9999-12-30T23:59:59Z
     * @throws IllegalStateException if this is the system's time
     */
    public void advanceTo(Instant target) {
        if (virtual == null) {
            throw new IllegalStateException(
                    "the system's time cannot be moved; start the emulator with" + " EmulatorClock.virtual(Instant)");
        }
        check(target);
        virtual.moveTo(target);
    }

    private static void check(Instant time) {
        if (time.isAfter(LAST)) {
            throw new IllegalArgumentException("time ends at " + LAST + ", asked for " + time);
        }
    }

    @Override
    public Instant instant() {
        return virtual == null ? Clock.systemUTC().instant() : virtual.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** {@inheritDoc} The copy shows, and moves, the same time. */
    @Override
    public EmulatorClock withZone(ZoneId other) {
        return new EmulatorClock(virtual, other);
    }

    /** Opens the time for one emulator, which closes it. */
    Timeline timeline() {
        return virtual == null ? new RealTimeline("ephemera-emulator-time") : virtual;
    }

    @Override
    public String toString() {
        return (virtual == null ? "system time " : "virtual time ") + instant();
    }
}
