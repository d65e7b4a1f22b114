package dev.ephemera.emulator.script;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a step waits for. Immutable.
 *
 * <p>A message matches if it has at least what is expected: of an object the members that are named, of a list exactly
 * its items, of a value the same; null stands for what is not set. An object with one key that begins with a dollar sign
 * is a matcher: {@code $any: true}, {@code $regex: text} (of the whole text), {@code $number: {atLeast: 1, atMost: 3}},
 * {@code $bytes: 320} or a range (of base64), {@code $contains: [items]}, {@code $anyOrder: [items]} and
 * {@code $equals: value} (no more and no less). Names are written in lowerCamelCase or snake_case, whatever the client
 * uses.
 */
public final class Expectation {

    private final JsonValue what;
    private final int times;
    private final boolean interrupts;

    private Expectation(JsonValue what, int times, boolean interrupts) {
        this.what = what;
        this.times = times;
        this.interrupts = interrupts;
    }

    private static Expectation of(Object what) {
        return new Expectation(JsonValue.of(what), 1, false);
    }

    /**
     * Waits for a message.
     *
     * @param yaml what it looks like, in YAML or JSON, as in {@code realtimeInput: {text: Hi}}
     * @return the expectation
     * @throws InvalidScriptException if the text is no YAML
     */
    public static Expectation message(String yaml) {
        return new Expectation(ScriptText.value(yaml), 1, false);
    }

    /**
     * Waits for a message.
     *
     * @param message what it looks like
     * @return the expectation
     * @throws IllegalArgumentException if a value has no JSON form
     */
    public static Expectation message(Map<String, ?> message) {
        return of(JsonObject.of(message));
    }

    /**
     * Waits for {@code realtimeInput} with a text.
     *
     * @param text the whole text
     * @return the expectation
     */
    public static Expectation text(String text) {
        return of(Map.of("realtimeInput", Map.of("text", text)));
    }

    /**
     * Waits for any setup. Can be the first step only, or the second after {@link #open()}; if it has no actions, it is
     * answered with {@code setupComplete}.
     *
     * @return the expectation
     */
    public static Expectation setup() {
        return of(Map.of("setup", Map.of()));
    }

    /**
     * Waits for audio in {@code realtimeInput}, in any number of messages. Audio that goes on afterwards is heard and
     * not reported.
     *
     * @param atLeast how much
     * @return the expectation
     */
    public static Expectation audio(Duration atLeast) {
        return of(Map.of("audio", Map.of("atLeast", ScriptText.duration(atLeast))));
    }

    /**
     * Waits for the opening of the connection, before any message. Can be the first step only.
     *
     * @return the expectation
     */
    public static Expectation open() {
        return of("open");
    }

    /**
     * Waits several times, and acts each time, before the next step comes. For steps only.
     *
     * @param count at least 1
     * @return the changed copy
     */
    public Expectation times(int count) {
        return new Expectation(what, count, interrupts);
    }

    /**
     * Drops, when it is met, what earlier steps still have to do, as when a user interrupts. For steps only.
     *
     * @return the changed copy
     */
    public Expectation interrupting() {
        return new Expectation(what, times, true);
    }

    Map<String, Object> step() {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("expect", what);
        if (times != 1) {
            step.put("times", times);
        }
        if (interrupts) {
            step.put("interrupts", true);
        }
        return step;
    }

    Map<String, Object> rule() {
        Map<String, Object> rule = step();
        rule.put("whenever", what);
        rule.remove("expect");
        return rule;
    }

    /** Shows the YAML form, as JSON. */
    @Override
    public String toString() {
        return what.toString();
    }
}
