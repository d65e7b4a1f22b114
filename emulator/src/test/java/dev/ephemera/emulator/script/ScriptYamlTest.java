package dev.ephemera.emulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts as text: what is read, what is refused and how it is told. */
final class ScriptYamlTest {

    private static final Script EVERYTHING = Script.builder()
            .name("everything: \"quoted\"")
            .connection(2)
            .model("m")
            .once()
            .enforce(true)
            .otherwise(Otherwise.MODEL)
            .expect(Expectation.open(), Action.wait(Duration.ofMillis(1500)))
            .expect(Expectation.message("setup: {model: {$regex: '.*'}, labels: null}"), Action.setupComplete())
            .expect(Expectation.text("yes").times(3).interrupting(), Action.text("no\n  #: line 2\n"))
            .expect(
                    Expectation.audio(Duration.ofSeconds(2)),
                    Action.audio(Duration.ofMillis(300))
                            .after(Duration.ofMillis(20))
                            .times(2))
            .then(
                    Action.send("{a: [1, 2.50, true, null, '007', '1e3', 12345678901234567890]}"),
                    Action.toolCall("id", "f", Map.of("x", 1)),
                    Action.generationComplete(),
                    Action.interrupted(),
                    Action.turnComplete(),
                    Action.goAway(Duration.ofSeconds(10)),
                    Action.fault(Fault.reset()),
                    Action.raw("{"),
                    Action.raw(new byte[] {1, 2, (byte) 0xff}))
            .whenever(Expectation.message(Map.of("toolResponse", Map.of())), Action.close(4000, "why"))
            .build();

    @Test
    void toYaml_readsBackAsTheSame() {
        String yaml = EVERYTHING.toYaml();
        Script read = Script.yaml(yaml);
        assertThat(read.json().toString()).isEqualTo(EVERYTHING.json().toString());
        assertThat(read).isEqualTo(EVERYTHING).hasSameHashCodeAs(EVERYTHING).hasToString(EVERYTHING.toString());
        assertThat(read.toYaml()).isEqualTo(yaml);
        assertThat(Script.yaml(EVERYTHING.json().toString())).as("JSON is YAML").isEqualTo(EVERYTHING);
    }

    @Test
    void read_takesAFileAndReadAllTakesSeveralDocuments(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("script.yaml");
        Files.writeString(file, "steps: [{then: {text: ä}}]\n");
        assertThat(Script.read(file)).hasToString("Script{unnamed, 1 steps}");
        Files.writeString(file, "name: one\n---\nname: two\n");
        assertThat(Script.readAll(file))
                .extracting(script -> script.json().toString())
                .containsExactly("{\"name\":\"one\"}", "{\"name\":\"two\"}");
        assertThatThrownBy(() -> Script.read(file))
                .hasMessageContaining("2 scripts")
                .hasMessageContaining("readAll");
        assertThatThrownBy(() -> Script.read(directory.resolve("none.yaml")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void yaml_withNothingIn_isRefused() {
        assertThatThrownBy(() -> Script.yaml("")).hasMessageContaining("0 scripts");
        assertThatThrownBy(() -> Script.yaml("a string"))
                .hasMessage("line 1: the script must be an object, and is \"a string\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            steps:\\n- expct: {}                          | line 2: steps[0].expct is no key here; the keys are expect, then, times, interrupts.
            step: []                                      | line 1: step is no key here; the keys are name, connection, model, once, enforce, otherwise, steps, rules.
            steps:\\n- then:\\n  - txt: a                  | line 3: steps[0].then[0].txt is no key here; the keys are send, text, audio
            steps:\\n- then:\\n  - text: a\\n    send: {}   | line 3: steps[0].then[0] must do one thing: send, text
            steps:\\n- then:\\n  - {}                      | line 3: steps[0].then[0] must do one thing
            steps:\\n- then: stop                         | line 2: steps[0].then must be generationComplete, turnComplete, interrupted or setupComplete, and is "stop"
            steps:\\n- then: {text: 1}                    | line 2: steps[0].then.text must be a text, and is 1
            steps:\\n- then: {send: 1}                    | line 2: steps[0].then.send must be an object, and is 1
            steps:\\n- then: {audio: 1}                   | line 2: steps[0].then.audio must be a duration like 200ms, 1.5s or 2m, and is 1
            steps:\\n- then: {audio: 11m}                 | line 2: steps[0].then.audio must be at most 600s, and is "11m"
            steps:\\n- then: {close: 1005}                | line 2: steps[0].then.close is 1005, which no close frame may hold; use 1000 to 1003
            steps:\\n- then: {close: {reason: a}}         | line 2: steps[0].then.close.code must be a whole number of 0 to 2147483647, and is not there
            steps:\\n- then: {turnComplete: false}        | line 2: steps[0].then.turnComplete must be true, or not be there.
            steps:\\n- then: {toolCall: {args: {}}}       | line 2: steps[0].then.toolCall.name must be a text, and is not there
            steps:\\n- then: {toolCall: {name: f, args: 1}} | line 2: steps[0].then.toolCall.args must be an object, and is 1
            steps:\\n- then: {raw: {base64: '?'}}         | line 2: steps[0].then.raw.base64 is no base64
            steps:\\n- then: {raw: {}}                    | line 2: steps[0].then.raw must hold text or base64
            steps:\\n- then: {fault: x}                   | line 2: steps[0].then.fault is no fault:
            steps:\\n- then: {fault: {status: {code: 500}}} | line 2: steps[0].then.fault is for requests: status cannot happen in a session.
            steps:\\n- then: {fault: {reset: {at: afterSetup}}} | line 2: steps[0].then.fault says when it happens
            steps:\\n- then: {fault: 1}                   | line 2: steps[0].then.fault must be an object, and is 1
            steps:\\n- then: {text: a, after: soon}       | line 2: steps[0].then.after must be a duration
            steps:\\n- then: {text: a, times: 0}          | line 2: steps[0].then.times must be a whole number of 1 to 10000, and is 0
            steps:\\n- expect: {setup: {}, realtime_input: {}} | line 2: steps[0].expect holds both setup and realtime_input, and a message holds one of them only; expect them one after the other.
            rules:\\n- whenever: {clientContent: {turns: [{parts: [{text: a, inlineData: {}}]}]}} | line 2: rules[0].whenever.clientContent.turns[0].parts[0] holds both text and inlineData
            steps:\\n- expect: opened                     | line 2: steps[0].expect must be a message, or audio: {atLeast: …}, or open; and is "opened"
            steps:\\n- expect: {audio: {}}                | line 2: steps[0].expect.audio.atLeast must be a duration
            steps:\\n- {}\\n- expect: open                 | line 3: steps[1].expect can be the first step only
            steps:\\n- {}\\n- expect:\\n    setup: {}       | line 3: steps[1].expect can be the first step only, or the second after open
            steps:\\n- expect:\\n    realtimeInput:\\n      txt: a | line 4: steps[0].expect.realtimeInput.txt is no field of LiveClientRealtimeInput
            rules:\\n- whenever: {setup: {}}              | line 2: rules[0].whenever cannot be a setup
            rules:\\n- then: turnComplete                 | line 2: rules[0].whenever must be a message, and is not there
            rules:\\n- expect: {}                         | line 2: rules[0].expect is no key here; the keys are whenever, then.
            steps: {}                                     | line 1: steps must be a list, and is {}
            otherwise: panic                              | line 1: otherwise must be one of close, ignore, model, and is "panic"
            enforce: false\\notherwise: model             | line 2: otherwise cannot be model where enforce is false
            enforce: 1                                    | line 1: enforce must be true or false, and is 1
            connection: 0                                 | line 1: connection must be a whole number of 1 to 2147483647, and is 0
            name: [                                       | line 1: this is no YAML: expected the node content, but found '<stream end>'
            name: a\\nname: b                             | line 2: the key name is given twice
            name: !!binary AAAA                           | line 1: the tag tag:yaml.org,2002:binary is not for scripts
            ? [a]\\n: b                                   | line 1: this is no YAML: Non scalar key
            connection: .inf                              | line 1: .inf is no number that JSON has; quote it if it is a text
            """)
    void yaml_thatIsNoScript_isRefusedWithTheLineAndWhatMayStandThere(String text, String message) {
        assertThatThrownBy(() -> Script.yaml(text.replace("\\n", "\n")))
                .isInstanceOf(InvalidScriptException.class)
                .message()
                .startsWith(message);
    }

    @Test
    void builder_thatSaysWhatNoScriptCanSay_isRefusedByPlace() {
        assertThatThrownBy(() -> Script.builder()
                        .expect(Expectation.message("realtimeInput: {txt: a}"))
                        .build())
                .isInstanceOfSatisfying(
                        InvalidScriptException.class,
                        refused -> assertThat(refused.line()).isEmpty())
                .hasMessageStartingWith("steps[0].expect.realtimeInput.txt is no field");
        assertThatThrownBy(() -> Script.builder()
                        .whenever(Expectation.text("a").times(2))
                        .build())
                .hasMessageStartingWith("rules[0].times is no key here");
        assertThatThrownBy(() -> Script.builder()
                        .expect(Expectation.message(Map.of("setup", Map.of(), "toolResponse", Map.of())))
                        .build())
                .isInstanceOf(InvalidScriptException.class)
                .hasMessageMatching(
                        "steps\\[0]\\.expect holds both \\w+ and \\w+, and a message holds one of them only.*");
        assertThat(Script.yaml("steps: [{expect: {setup: {}, toolResponse: null}}]")
                        .json()
                        .asMap())
                .containsKey("steps");
        assertThat(Script.yaml("enforce: false\nsteps: [{expect: {setup: {}, toolResponse: {}}}]")
                        .json()
                        .asMap())
                .containsKey("steps");
        assertThatThrownBy(() -> Action.wait(Duration.ofSeconds(-1))).hasMessageContaining("negative");
        assertThatThrownBy(() -> Action.send("[")).isInstanceOf(InvalidScriptException.class);
    }

    @Test
    void yaml_withAliasesOfAliases_isBounded() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x]\n");
        for (int i = 1; i < 25; i++) {
            bomb.append(String.format("a%d: &a%d [*a%d, *a%d]%n", i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> Script.yaml(bomb.toString())).hasMessageContaining("says too much");
        assertThatThrownBy(() -> Script.yaml("steps: &a [*a]")).hasMessageContaining("says too much");
        assertThatThrownBy(() -> Script.yaml("[".repeat(100_000))).isInstanceOf(InvalidScriptException.class);
    }

    /** Whatever the text, it is a script or is refused as none. */
    @Test
    void yaml_ofAnyKind_isReadOrRefused() {
        long seed = Long.getLong("ephemera.seed", new Random().nextLong());
        Random random = new Random(seed);
        byte[] whole = EVERYTHING.toYaml().getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int i = 0; i < 1_000; i++) {
            String text = mutated(whole, random);
            try {
                Script script = Script.yaml(text);
                assertThat(Script.yaml(script.toYaml()))
                        .as("seed %d, run %d", seed, i)
                        .isEqualTo(script);
                read++;
            } catch (InvalidScriptException refused) {
                assertThat(refused.line()).as("seed %d, run %d", seed, i).isPresent();
            } catch (RuntimeException | StackOverflowError bug) {
                throw new AssertionError("seed " + seed + ", run " + i + ": " + text, bug);
            }
        }
        assertThat(read).as("seed %d", seed).isBetween(20, 980);
    }

    private static String mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int changes = random.nextInt(3);
        String marks = "{}[]:,-&*!|>'\"#%@?$ \n\t0aé\u0000";
        StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.UTF_8));
        for (int i = 0; i <= changes; i++) {
            int at = random.nextInt(text.length());
            char mark = marks.charAt(random.nextInt(marks.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, mark);
                case 1 -> text.insert(at, mark);
                default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
            }
        }
        return text.toString();
    }
}
