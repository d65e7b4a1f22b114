package dev.ephemera.transport.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * When an answer was made, by its {@code Date} header. The one form that servers may write is read here by its places, since
 * every answer has it and OkHttp's reading leaves kilobytes to the collector; the older forms are left to OkHttp. Pure.
 */
final class AnswerDate {

    private static final String NAME = "Date";
    private static final int LENGTH = "Sun, 06 Nov 1994 08:49:37 GMT".length();
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private AnswerDate() {}

    /** Reads the header; null if there is none, or none that can be read. */
    static @Nullable Instant of(Headers headers) {
        String text = headers.get(NAME);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == LENGTH && text.endsWith(" GMT")) {
                return LocalDateTime.of(
                                number(text, 12, 16),
                                month(text),
                                number(text, 5, 7),
                                number(text, 17, 19),
                                number(text, 20, 22),
                                number(text, 23, 25))
                        .toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeException | NumberFormatException e) {
            // another form, which OkHttp may know
        }
        Date date = headers.getDate(NAME);
        return date == null ? null : date.toInstant();
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }

    private static int month(String text) {
        for (int month = 1; month <= 12; month++) {
            if (text.regionMatches(8, MONTHS, 3 * month - 3, 3)) {
                return month;
            }
        }
        throw new DateTimeException("no month");
    }
}
