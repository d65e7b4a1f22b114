package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.EmulatorClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Moves the emulator's time on. */
final class ClockControl {

    private static final String BY = "by";
    private static final String TO = "to";

    private final EmulatorClock clock;

    ClockControl(EmulatorClock clock) {
        this.clock = clock;
    }

    JsonNode advance(ControlCall call) throws ControlException {
        ObjectNode asked = call.object(Set.of(BY, TO));
        if (!clock.isVirtual()) {
            throw ControlException.conflict(
                    "The emulator lives in the system's time, which cannot be moved; start it with --virtual, or in process with EmulatorClock.virtual(..).");
        }
        if (asked.size() != 1) {
            throw ControlException.badRequest(
                    "The body needs either by, a duration such as \"PT9M\" or \"540s\", or to, an instant such as \"2030-01-01T00:00:00Z\".");
        }
        try {
            if (asked.has(BY)) {
                clock.advance(duration(asked.path(BY).asString("")));
            } else {
                clock.advanceTo(Instant.parse(asked.path(TO).asString("")));
            }
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw ControlException.badRequest("The time in " + asked + " cannot be read: " + unreadable.getMessage()
                    + ". by takes \"PT9M\" or \"540s\", to takes \"2030-01-01T00:00:00Z\".");
        } catch (IllegalArgumentException refused) {
            throw ControlException.badRequest("The time cannot be moved: " + refused.getMessage() + ".");
        }
        return Views.clock(clock);
    }

    /** Reads a duration as ISO 8601 or as JSON of Protocol Buffers writes it. */
    private static Duration duration(String text) {
        boolean seconds = text.endsWith("s") && !text.startsWith("P");
        return Duration.parse(seconds ? "PT" + text.toUpperCase(Locale.ROOT) : text);
    }
}
