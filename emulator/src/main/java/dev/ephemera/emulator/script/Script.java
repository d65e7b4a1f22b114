package dev.ephemera.emulator.script;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.script.YamlText;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the service does in a session: steps, each of which waits for something and then acts, and rules that hold at any
 * time. Immutable; may be given to several emulators.
 *
 * <pre>{@code
 * emulator.script(Script.builder()
 *         .expect(Expectation.text("Hi"), Action.text("Hello"), Action.turnComplete())
 *         .build());
 * }</pre>
 *
 * <p>A message of the client is taken by the step that is awaited, or else by the first rule that matches it, or else by
 * what {@link Builder#otherwise} says. A script that does not expect the setup begins when the session is set up.
 */
public final class Script {

    private final JsonObject json;

    private Script(JsonObject json) {
        this.json = json;
    }

    /**
     * Reads a script.
     *
     * @param text one YAML document
     * @return the script
     * @throws InvalidScriptException if it is no script; the message names the line and what may stand there
     */
    public static Script yaml(String text) {
        List<Script> scripts = yamlDocuments(text);
        if (scripts.size() != 1) {
            throw new InvalidScriptException(
                    1,
                    "there are " + scripts.size()
                            + " scripts; this reads one, yamlDocuments and readAll read any number.");
        }
        return scripts.get(0);
    }

    /**
     * Reads several scripts. A document that is a list holds a script in each of its items, and so does one that holds
     * nothing but such a list as {@code scripts}, the form in which the control API tells what was recorded.
     *
     * @param text any number of YAML documents, divided by lines of {@code ---}
     * @return the scripts in their order
     * @throws InvalidScriptException if one is no script; the message names the line and what may stand there
     */
    public static List<Script> yamlDocuments(String text) {
        return ScriptText.documents(text).stream()
                .flatMap(document -> ScriptText.scripts(document).stream())
                .map(Script::new)
                .toList();
    }

    /**
     * Reads a script from a file.
     *
     * @param file one YAML document in UTF-8
     * @return the script
     * @throws InvalidScriptException if it is no script; the message names the line and what may stand there
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Script read(Path file) {
        return yaml(ScriptText.content(file));
    }

    /**
     * Reads several scripts from a file, such as a recording.
     *
     * @param file any number of YAML documents in UTF-8
     * @return the scripts in their order
     * @throws InvalidScriptException if one is no script; the message names the line and what may stand there
     * @throws UncheckedIOException if the file cannot be read
     */
    public static List<Script> readAll(Path file) {
        return yamlDocuments(ScriptText.content(file));
    }

    /**
     * Starts an empty script.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The script's YAML form, as JSON.
     *
     * @return an object with the keys of the YAML form
     */
    public JsonObject json() {
        return json;
    }

    /**
     * Writes the script.
     *
     * @return one YAML document, which {@link #yaml} reads back as an equal script
     */
    public String toYaml() {
        return YamlText.write(Json.tree(json));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Script script && json.equals(script.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** Shows the name and how long the script is; replies may hold anything. */
    @Override
    public String toString() {
        return "Script{" + json.get("name").map(JsonValue::asString).orElse("unnamed") + ", "
                + json.get("steps").map(steps -> steps.asList().size()).orElse(0) + " steps}";
    }

    /** Writes a script step by step; not for use by several threads at once. */
    public static final class Builder {

        private final Map<String, Object> head = new LinkedHashMap<>();
        private final List<Map<String, Object>> steps = new ArrayList<>();
        private final List<Map<String, Object>> rules = new ArrayList<>();

        private Builder() {}

        /**
         * Names the script.
         *
         * @param name any text
         * @return this
         */
        public Builder name(String name) {
            return head("name", name);
        }

        /**
         * Keeps the script for one connection.
         *
         * @param number the connection's number, counted from 1 from the moment that the script is given to an emulator
         * @return this
         */
        public Builder connection(int number) {
            return head("connection", number);
        }

        /**
         * Keeps the script for one model.
         *
         * @param model the name in the client's setup, with or without {@code models/}
         * @return this
         */
        public Builder model(String model) {
            return head("model", model);
        }

        /**
         * Lets only the first session play the script that it is for.
         *
         * @return this
         */
        public Builder once() {
            return head("once", true);
        }

        /**
         * Chooses whether the emulator enforces the service's rules on credential, token, setup, messages and the age of
         * the connection before the script sees a message. It does by default; without, everything comes to the script.
         *
         * @param enforce whether it does
         * @return this
         */
        public Builder enforce(boolean enforce) {
            return head("enforce", enforce);
        }

        /**
         * Chooses what happens to a message that nothing matches, {@link Otherwise#CLOSE} by default.
         *
         * @param otherwise what happens
         * @return this
         */
        public Builder otherwise(Otherwise otherwise) {
            return head("otherwise", otherwise.name().toLowerCase(Locale.ROOT));
        }

        private Builder head(String key, Object value) {
            head.put(key, Objects.requireNonNull(value, key));
            return this;
        }

        /**
         * Adds a step.
         *
         * @param expectation what it waits for
         * @param then what it does then
         * @return this
         */
        public Builder expect(Expectation expectation, Action... then) {
            steps.add(with(expectation.step(), then));
            return this;
        }

        /**
         * Adds a step that waits for nothing: it follows the one before at once.
         *
         * @param actions what it does
         * @return this
         */
        public Builder then(Action... actions) {
            steps.add(with(new LinkedHashMap<>(), actions));
            return this;
        }

        /**
         * Adds a rule, for messages that the awaited step does not match.
         *
         * @param expectation what it waits for, at any time and any number of times
         * @param then what it does each time
         * @return this
         */
        public Builder whenever(Expectation expectation, Action... then) {
            rules.add(with(expectation.rule(), then));
            return this;
        }

        private static Map<String, Object> with(Map<String, Object> step, Action... then) {
            if (then.length > 0) {
                step.put("then", List.of(then).stream().map(Action::json).toList());
            }
            return step;
        }

        /**
         * Finishes the script.
         *
         * @return the script
         * @throws InvalidScriptException if it says what no script can say; the message names the place
         */
        public Script build() {
            Map<String, Object> all = new LinkedHashMap<>(head);
            if (!steps.isEmpty()) {
                all.put("steps", steps);
            }
            if (!rules.isEmpty()) {
                all.put("rules", rules);
            }
            return new Script(ScriptText.checked(JsonObject.of(all)));
        }
    }
}
