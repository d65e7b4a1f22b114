package dev.ephemera.transport.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What callers are shown of an answer's headers: no cookies, no credentials, and no secret that was echoed. Pure. */
public final class AnswerHeaders {

    private static final Set<String> NOT_KEPT = Set.of("set-cookie", "set-cookie2", "authorization", "x-goog-api-key");
    private static final List<String> REQUEST_ID =
            List.of("x-goog-request-id", "x-request-id", "x-cloud-trace-context");

    private AnswerHeaders() {}

    /**
     * Takes out what is not shown.
     *
     * @param headers values by lower-case name
     * @param redaction takes out what the peer echoes
     */
    static Map<String, List<String>> kept(Map<String, List<String>> headers, Redaction redaction) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            if (!NOT_KEPT.contains(name)) {
                kept.put(
                        redaction.redact(name),
                        values.stream().map(redaction::redact).toList());
            }
        });
        return kept;
    }

    /** Finds the service's id of the request. */
    public static Optional<String> requestId(Map<String, List<String>> kept) {
        return REQUEST_ID.stream().flatMap(name -> first(kept, name).stream()).findFirst();
    }

    /** Tells what the clock showed of whoever answered, if the answer says it. */
    public static Optional<Instant> date(Map<String, List<String>> headers) {
        return first(headers, "date").flatMap(AnswerHeaders::instant);
    }

    /** Reads a date as headers have it; empty if it is none. */
    static Optional<Instant> instant(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<String> first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
}
