package dev.ephemera.live;

import java.time.Duration;

/** The checks that options have in common; what they throw names the option, its value and its limits. */
final class Ranges {

    private Ranges() {}

    /** Up to a day. */
    static void between(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + least + " to 1 day.");
        }
    }

    static void atLeast(String name, long bytes, long least) {
        if (bytes < least) {
            throw new IllegalArgumentException(name + " is " + bytes + " bytes; it must be " + least + " or more.");
        }
    }
}
