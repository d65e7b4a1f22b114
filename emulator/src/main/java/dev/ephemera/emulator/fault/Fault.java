package dev.ephemera.emulator.fault;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong: its kind, its parameters, when it happens, and which requests it may hit.
 *
 * <p>Immutable. The JSON form is one member, named by the kind, with the parameters in it, such as
 * <code>{"status":{"code":503,"retryAfter":"2s"}}</code>; {@link FaultKind} lists them all. A value that a kind does not
 * take is refused with {@link IllegalArgumentException}, whether it comes by a factory or from JSON.
 */
public final class Fault extends SessionFaultNames {

    private static final String AT = "at";
    private static final String ON = "on";

    private final FaultKind kind;
    private final Map<String, Object> values;
    private final Moment at;
    private final FaultTarget on;

    private Fault(FaultKind kind, Map<String, Object> values, Moment at, FaultTarget on) {
        this.kind = kind;
        this.values = values;
        this.at = at;
        this.on = on;
    }

    /**
     * Reads the JSON form.
     *
     * @param json one member, named by the kind
     * @return the fault
     * @throws IllegalArgumentException if it is none; the message says what is wrong, and what is taken
     */
    public static Fault parse(JsonObject json) {
        if (json.names().size() != 1) {
            throw new IllegalArgumentException("a fault is an object with one member, its kind, not " + json + ".");
        }
        String name = json.names().iterator().next();
        FaultKind kind = FaultKind.named(name);
        JsonValue body = json.get(name).orElseThrow();
        if (body.kind() != JsonValue.Kind.OBJECT) {
            throw new IllegalArgumentException(
                    "the fault " + name + " is " + body + "; give an object, {} for none of" + " its parameters.");
        }
        return read(kind, body.asObject());
    }

    static Fault of(FaultKind kind, Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return read(kind, JsonObject.of(members));
    }

    private static Fault read(FaultKind kind, JsonObject given) {
        Map<String, JsonValue> rest = new LinkedHashMap<>(given.asMap());
        Moment at = Optional.ofNullable(rest.remove(AT)).map(Moment::parse).orElse(kind.at());
        FaultTarget on = Optional.ofNullable(rest.remove(ON)).map(Fault::target).orElse(FaultTarget.ANY);
        Map<String, Object> values = new LinkedHashMap<>();
        for (FaultParameter parameter : kind.parameters()) {
            Optional<JsonValue> value =
                    Optional.ofNullable(rest.remove(parameter.name())).or(parameter::fallback);
            if (value.isPresent()) {
                values.put(parameter.name(), parameter.read(kind, value.get()));
            } else if (parameter.required()) {
                throw new IllegalArgumentException("the fault " + kind.jsonName() + " needs \"" + parameter.name()
                        + "\": " + parameter.form() + ".");
            }
        }
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("the fault " + kind.jsonName() + " has no \""
                    + rest.keySet().iterator().next() + "\"; it takes " + kind.parameters() + ", at and on.");
        }
        return new Fault(kind, values, at, on).checked();
    }

    private static FaultTarget target(JsonValue json) {
        for (FaultTarget target : FaultTarget.values()) {
            if (json.equals(JsonValue.of(target.jsonName()))) {
                return target;
            }
        }
        throw new IllegalArgumentException("\"on\" of a fault is " + json + "; give \"any\", \"tokens\" or \"live\".");
    }

    private Fault checked() {
        if (at.inSession() ? !kind.inSession() : kind.requests().isEmpty()) {
            throw new IllegalArgumentException(
                    "the fault " + kind.jsonName() + " cannot happen at " + at + "; it happens "
                            + (at.inSession() ? "at \"request\"." : "in a session, such as at " + kind.at() + "."));
        }
        if (!hits(FaultTarget.TOKENS) && !hits(FaultTarget.LIVE)) {
            throw new IllegalArgumentException(
                    "the fault " + kind.jsonName() + " at " + at + " cannot hit " + on.jsonName() + ".");
        }
        return this;
    }

    /**
     * Chooses when it happens.
     *
     * @param moment the moment
     * @return a changed copy
     * @throws IllegalArgumentException if the kind cannot happen then
     */
    public Fault at(Moment moment) {
        return new Fault(kind, values, moment, on).checked();
    }

    /**
     * Lets it hit requests for tokens only.
     *
     * @return a changed copy
     * @throws IllegalArgumentException if the kind cannot hit them
     */
    public Fault onTokens() {
        return new Fault(kind, values, at, FaultTarget.TOKENS).checked();
    }

    /**
     * Lets it hit Live requests only.
     *
     * @return a changed copy
     * @throws IllegalArgumentException if the kind cannot hit them
     */
    public Fault onLive() {
        return new Fault(kind, values, at, FaultTarget.LIVE).checked();
    }

    /**
     * Adds {@code Retry-After} in seconds to {@link #status(int)}.
     *
     * @param delay how long; what is less than a second counts as a whole one
     * @return a changed copy
     * @throws IllegalArgumentException for any other kind
     */
    public Fault retryAfter(Duration delay) {
        return with("retryAfter", FaultForm.write(delay));
    }

    /**
     * Adds {@code Retry-After} as a date to {@link #status(int)}.
     *
     * @param delay how far ahead of the emulator's clock the date lies
     * @return a changed copy
     * @throws IllegalArgumentException for any other kind
     */
    public Fault retryAt(Duration delay) {
        return with("retryAt", FaultForm.write(delay));
    }

    /**
     * Sets a parameter.
     *
     * @param name the name in JSON
     * @param value what JSON would hold: a number or a text
     * @return a changed copy
     * @throws IllegalArgumentException if the kind has no such parameter or does not take the value
     */
    public Fault with(String name, Object value) {
        Map<String, Object> members = new LinkedHashMap<>(members());
        members.put(name, value);
        return read(kind, JsonObject.of(members));
    }

    /**
     * What happens.
     *
     * @return the kind
     */
    public FaultKind kind() {
        return kind;
    }

    /**
     * When it happens.
     *
     * @return the moment
     */
    public Moment at() {
        return at;
    }

    /**
     * Tells whether it may hit a request.
     *
     * @param request {@link FaultTarget#TOKENS} or {@link FaultTarget#LIVE}
     * @return whether the kind, the moment and the chosen target allow it
     */
    public boolean hits(FaultTarget request) {
        FaultTarget possible =
                at.inSession() ? FaultTarget.LIVE : kind.requests().orElse(FaultTarget.ANY);
        return possible.includes(request) && on.includes(request);
    }

    /**
     * Returns a parameter that holds a number.
     *
     * @param name the name in JSON
     * @return the value, or the default
     * @throws IllegalArgumentException if there is no such number
     */
    public long number(String name) {
        return value(name, Long.class).orElseThrow(() -> missing(name));
    }

    /**
     * Returns a parameter that holds a text.
     *
     * @param name the name in JSON
     * @return the value, or the default
     * @throws IllegalArgumentException if there is no such text
     */
    public String text(String name) {
        return value(name, String.class).orElseThrow(() -> missing(name));
    }

    /**
     * Returns a parameter that holds a length of time.
     *
     * @param name the name in JSON
     * @return the value; empty if it was not given
     */
    public Optional<Duration> duration(String name) {
        return value(name, Duration.class);
    }

    private <T> Optional<T> value(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).filter(type::isInstance).map(type::cast);
    }

    private IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("the fault " + this + " holds no such \"" + name + "\".");
    }

    /**
     * Writes the JSON form; what is the default anyway is left out.
     *
     * @return what {@link #parse} reads
     */
    public JsonObject toJson() {
        return JsonObject.of(Map.of(kind.jsonName(), members()));
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        for (FaultParameter parameter : kind.parameters()) {
            Object value = values.get(parameter.name());
            if (value != null && !parameter.fallback().equals(Optional.of(JsonValue.of(FaultForm.write(value))))) {
                members.put(parameter.name(), FaultForm.write(value));
            }
        }
        if (!at.equals(kind.at())) {
            members.put(AT, at.toJson());
        }
        if (on != FaultTarget.ANY) {
            members.put(ON, on.jsonName());
        }
        return members;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fault fault
                && kind == fault.kind
                && values.equals(fault.values)
                && at.equals(fault.at)
                && on == fault.on;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, values, at, on);
    }

    /** Returns the JSON form as text. */
    @Override
    public String toString() {
        return toJson().toString();
    }
}
