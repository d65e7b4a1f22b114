package dev.ephemera.emulator.script;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a script does. Immutable.
 *
 * <p>Actions are done one after the other; {@link #after} puts time between them, by the emulator's clock.
 */
public final class Action {

    private final JsonObject json;

    private Action(JsonObject json) {
        this.json = json;
    }

    private static Action of(String verb, Object argument) {
        return new Action(JsonObject.of(Map.of(verb, argument)));
    }

    /**
     * Sends a message of the service, or any other JSON object.
     *
     * @param yaml the message, in YAML or JSON
     * @return the action
     * @throws InvalidScriptException if the text is no YAML
     */
    public static Action send(String yaml) {
        return of("send", ScriptText.value(yaml));
    }

    /**
     * Sends a message of the service, or any other JSON object.
     *
     * @param message the message
     * @return the action
     */
    public static Action send(JsonObject message) {
        return of("send", message);
    }

    /**
     * Sends a text of the model.
     *
     * @param text the text, in one message
     * @return the action
     */
    public static Action text(String text) {
        return of("text", text);
    }

    /**
     * Sends a tone of 24 kHz, in messages of a fifth of a second, all at once.
     *
     * @param length how long it plays, in whole hundredths of a second, at most ten minutes
     * @return the action
     */
    public static Action audio(Duration length) {
        return of("audio", ScriptText.duration(length));
    }

    /**
     * Calls a function.
     *
     * @param id the call's id
     * @param name the function's name
     * @param args its arguments
     * @return the action
     */
    public static Action toolCall(String id, String name, Map<String, ?> args) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", id);
        call.put("name", name);
        call.put("args", args);
        return of("toolCall", call);
    }

    /**
     * Sends {@code generationComplete}.
     *
     * @return the action
     */
    public static Action generationComplete() {
        return of("generationComplete", true);
    }

    /**
     * Sends {@code turnComplete}.
     *
     * @return the action
     */
    public static Action turnComplete() {
        return of("turnComplete", true);
    }

    /**
     * Sends {@code interrupted}.
     *
     * @return the action
     */
    public static Action interrupted() {
        return of("interrupted", true);
    }

    /**
     * Sends {@code setupComplete}, from which on the session's time counts.
     *
     * @return the action
     */
    public static Action setupComplete() {
        return of("setupComplete", true);
    }

    /**
     * Sends {@code goAway}. Nothing else follows from it: {@link #close} ends the session.
     *
     * @param timeLeft what it says
     * @return the action
     */
    public static Action goAway(Duration timeLeft) {
        return of("goAway", ScriptText.duration(timeLeft));
    }

    /**
     * Sends any text in a text frame.
     *
     * @param text what the frame holds
     * @return the action
     */
    public static Action raw(String text) {
        return of("raw", text);
    }

    /**
     * Sends any bytes in a binary frame.
     *
     * @param bytes what the frame holds
     * @return the action
     */
    public static Action raw(byte[] bytes) {
        return of("raw", Map.of("base64", Base64.getEncoder().encodeToString(bytes)));
    }

    /**
     * Ends the session.
     *
     * @param code 1000 to 1003, 1007 to 1014, 3000 to 4999, or 1006 to cut the connection with no close frame
     * @param reason the reason; what is longer than 123 bytes in UTF-8 is cut
     * @return the action
     */
    public static Action close(int code, String reason) {
        Map<String, Object> close = new LinkedHashMap<>();
        close.put("code", code);
        if (!reason.isEmpty()) {
            close.put("reason", reason);
        }
        return of("close", close);
    }

    /**
     * Lets something go wrong on the connection, when the action's turn comes.
     *
     * @param fault what; its own moment does not count
     * @return the action
     */
    public static Action fault(Fault fault) {
        return of("fault", fault.at(fault.kind().at()).toJson());
    }

    /**
     * Does nothing for a while.
     *
     * @param time how long
     * @return the action
     */
    public static Action wait(Duration time) {
        return of("after", ScriptText.duration(time));
    }

    /**
     * Puts the action off.
     *
     * @param delay how long after the action before, or after what was waited for
     * @return the changed copy
     */
    public Action after(Duration delay) {
        return with("after", ScriptText.duration(delay));
    }

    /**
     * Does it several times, each time after its delay.
     *
     * @param count 1 to 10,000
     * @return the changed copy
     */
    public Action times(int count) {
        return with("times", count);
    }

    private Action with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(json.asMap());
        changed.put(name, value);
        return new Action(JsonObject.of(changed));
    }

    JsonValue json() {
        return JsonValue.of(json);
    }

    /** Shows the YAML form, as JSON. */
    @Override
    public String toString() {
        return json.toString();
    }
}
