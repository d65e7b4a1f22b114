package dev.ephemera.emulator.fault;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * When a fault happens. The moments of a session are counted on its own connection.
 *
 * @param event what is waited for
 * @param count which one, from 1 on, of {@link Event#RECEIVED} and {@link Event#SENT}; else 0
 * @param delay how long after the opening, of {@link Event#TIME}; else zero
 */
public record Moment(Event event, long count, Duration delay) {

    /** What a moment waits for. */
    public enum Event {
        /** The HTTP request is in, and not answered. */
        REQUEST,
        /** The WebSocket is open. */
        OPEN,
        /** A message of the client is in, and not handled. */
        RECEIVED,
        /** {@code setupComplete}, or what else comes first, is about to leave. */
        BEFORE_SETUP_COMPLETE,
        /** A message of the emulator has left. */
        SENT,
        /** A length of time is over since the WebSocket opened, by the emulator's clock. */
        TIME
    }

    /** Before the HTTP request is answered. In JSON {@code "request"}. */
    public static final Moment REQUEST = new Moment(Event.REQUEST, 0, Duration.ZERO);

    /** As soon as the WebSocket is open. In JSON {@code "afterOpen"}. */
    public static final Moment AFTER_OPEN = new Moment(Event.OPEN, 0, Duration.ZERO);

    /** Right before the emulator's first message. In JSON {@code "beforeSetupComplete"}. */
    public static final Moment BEFORE_SETUP_COMPLETE = new Moment(Event.BEFORE_SETUP_COMPLETE, 0, Duration.ZERO);

    /** Right after the emulator's first message. In JSON {@code "afterSetup"}. */
    public static final Moment AFTER_SETUP = new Moment(Event.SENT, 1, Duration.ZERO);

    private static final String AFTER_RECEIVED = "afterReceived";
    private static final String AFTER_SENT = "afterSent";
    private static final String AFTER = "after";
    private static final Map<String, Moment> NAMED = Map.of(
            "request", REQUEST,
            "afterOpen", AFTER_OPEN,
            "beforeSetupComplete", BEFORE_SETUP_COMPLETE,
            "afterSetup", AFTER_SETUP);

    /**
     * Checks that the count and the delay go with the event.
     *
     * @param event what it follows
     * @param count of which message, for the events that count; else 0
     * @param delay how long after the opening, for the time; else zero
     * @throws IllegalArgumentException if they do not
     */
    public Moment {
        boolean counted = event == Event.RECEIVED || event == Event.SENT;
        if (counted ? count < 1 : count != 0) {
            throw new IllegalArgumentException(
                    "the count of " + event + " is " + count + "; give " + (counted ? "1 or more." : "0."));
        }
        if (delay.isNegative() || (event != Event.TIME && !delay.isZero())) {
            throw new IllegalArgumentException(
                    "the delay of " + event + " is " + delay + "; only TIME has one, of zero" + " or more.");
        }
    }

    /**
     * When a message of the client is in, before it is handled. In JSON <code>{"afterReceived":n}</code>.
     *
     * @param n which, 1 for the first, the setup
     * @return the moment
     * @throws IllegalArgumentException if n is less than 1
     */
    public static Moment afterReceived(long n) {
        return new Moment(Event.RECEIVED, n, Duration.ZERO);
    }

    /**
     * When a message of the emulator has left. In JSON <code>{"afterSent":n}</code>.
     *
     * @param n which, 1 for the first, {@code setupComplete}
     * @return the moment
     * @throws IllegalArgumentException if n is less than 1
     */
    public static Moment afterSent(long n) {
        return new Moment(Event.SENT, n, Duration.ZERO);
    }

    /**
     * A while after the WebSocket opened, by the emulator's clock. In JSON <code>{"after":"2.5s"}</code>.
     *
     * @param delay how long
     * @return the moment
     * @throws IllegalArgumentException if the delay is negative
     */
    public static Moment after(Duration delay) {
        return new Moment(Event.TIME, 0, delay);
    }

    /**
     * Tells whether it belongs to a session, and not to the HTTP request.
     *
     * @return false for {@link #REQUEST} alone
     */
    public boolean inSession() {
        return event != Event.REQUEST;
    }

    static Moment parse(JsonValue json) {
        return read(json)
                .orElseThrow(() -> new IllegalArgumentException("\"at\" of a fault is " + json
                        + "; give \"request\", \"afterOpen\", \"beforeSetupComplete\", \"afterSetup\","
                        + " {\"afterReceived\":n}, {\"afterSent\":n} or {\"after\":\"2.5s\"}."));
    }

    private static Optional<Moment> read(JsonValue json) {
        if (json.kind() == JsonValue.Kind.STRING) {
            return Optional.ofNullable(NAMED.get(json.asString()));
        }
        if (json.kind() != JsonValue.Kind.OBJECT || json.asObject().names().size() != 1) {
            return Optional.empty();
        }
        String name = json.asObject().names().iterator().next();
        JsonValue value = json.asObject().get(name).orElseThrow();
        return switch (name) {
            case AFTER_RECEIVED -> count(value).map(Moment::afterReceived);
            case AFTER_SENT -> count(value).map(Moment::afterSent);
            case AFTER -> FaultForm.duration().reader().read(value).map(delay -> after((Duration) delay));
            default -> Optional.empty();
        };
    }

    private static Optional<Long> count(JsonValue value) {
        return FaultForm.integer(1, Integer.MAX_VALUE).reader().read(value).map(Long.class::cast);
    }

    JsonValue toJson() {
        for (Map.Entry<String, Moment> named : NAMED.entrySet()) {
            if (named.getValue().equals(this)) {
                return JsonValue.of(named.getKey());
            }
        }
        return JsonValue.of(
                switch (event) {
                    case RECEIVED -> JsonObject.of(Map.of(AFTER_RECEIVED, count));
                    case SENT -> JsonObject.of(Map.of(AFTER_SENT, count));
                    default -> JsonObject.of(Map.of(AFTER, FaultForm.write(delay)));
                });
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
