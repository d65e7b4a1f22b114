package dev.ephemera.emulator.internal.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What matches what, and what is said where it does not. */
final class ShapeTest {

    private static JsonNode yaml(String text) {
        return YamlText.read(text).get(0).root();
    }

    private static String differences(String expected, String message) {
        List<Difference> found = new ArrayList<>();
        JsonNode value = yaml(message);
        new ShapeReader(true).message(new At(yaml(expected), "expect")).compare("", value, value, found);
        return String.join("; ", found.stream().map(Difference::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                    | {realtimeInput: {text: a}}
            {realtimeInput: {}}                                   | {realtimeInput: {text: a}}
            {realtimeInput: {text: a}}                            | {realtimeInput: {text: a, audioStreamEnd: true}}
            {realtime_input: {audio_stream_end: true}}            | {realtimeInput: {audioStreamEnd: true}}
            {realtimeInput: {text: null}}                         | {realtimeInput: {audioStreamEnd: true}}
            {realtimeInput: {text: {$any: true}}}                 | {realtimeInput: {text: ''}}
            {realtimeInput: {text: {$regex: 'a.c'}}}              | {realtimeInput: {text: "a\\nc"}}
            {realtimeInput: {audio: {data: {$bytes: 3}}}}         | {realtimeInput: {audio: {data: AAAA}}}
            {realtimeInput: {audio: {data: {$bytes: {atLeast: 3}}}}} | {realtimeInput: {audio: {data: AAAAAAAA}}}
            {setup: {generationConfig: {temperature: 1}}}         | {setup: {generationConfig: {temperature: 1.0}}}
            {setup: {generationConfig: {temperature: {$number: {atLeast: 0.5, atMost: 1}}}}} | {setup: {generationConfig: {temperature: 0.7}}}
            {setup: {contextWindowCompression: {triggerTokens: 5}}} | {setup: {contextWindowCompression: {triggerTokens: '5'}}}
            {setup: {generationConfig: {responseModalities: [AUDIO]}}} | {setup: {generationConfig: {responseModalities: [AUDIO]}}}
            {setup: {tools: {$contains: [{googleSearch: {}}]}}}   | {setup: {tools: [{functionDeclarations: []}, {googleSearch: {}}]}}
            {setup: {tools: {$anyOrder: [{googleSearch: {}}, {}]}}} | {setup: {tools: [{googleSearch: {}}, {urlContext: {}}]}}
            {setup: {tools: {$equals: [{googleSearch: {}}]}}}     | {setup: {tools: [{googleSearch: {}}]}}
            {setup: {labels: {some_key: v}}}                      | {setup: {labels: {some_key: v, other: w}}}
            {toolResponse: {functionResponses: [{response: {anyName: {deep: 1}}}]}} | {toolResponse: {functionResponses: [{id: x, response: {anyName: {deep: 1, more: 2}}}]}}
            """)
    void shape_whenTheMessageHasWhatIsExpected_matches(String expected, String message) {
        assertThat(differences(expected, message)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {realtimeInput: {text: Hi}} | {realtimeInput: {text: Hello}} | realtimeInput.text: expected "Hi", was "Hello"
            {realtimeInput: {text: Hi}} | {realtimeInput: {}}            | realtimeInput.text: expected "Hi", was absent
            {realtimeInput: {}}         | {clientContent: {}}            | realtimeInput: expected an object, was absent
            {realtimeInput: {text: null}} | {realtimeInput: {text: a}}   | realtimeInput.text: expected nothing, was "a"
            {realtimeInput: {text: {$any: true}}} | {realtimeInput: {}}  | realtimeInput.text: expected anything, was absent
            {realtimeInput: {text: {$regex: 'a+'}}} | {realtimeInput: {text: aab}} | realtimeInput.text: expected a text like /a+/, was "aab"
            {realtimeInput: {audio: {data: {$bytes: 4}}}} | {realtimeInput: {audio: {data: AAAA}}} | realtimeInput.audio.data: expected bytes whose number is 4, was "AAAA"
            {setup: {generationConfig: {temperature: {$number: {atLeast: 0.5}}}}} | {setup: {generationConfig: {temperature: 0.1}}} | setup.generationConfig.temperature: expected a number from 0.5, was 0.1
            {setup: {generationConfig: {temperature: {$number: {atMost: 0.5}}}}} | {setup: {generationConfig: {temperature: x}}} | setup.generationConfig.temperature: expected a number up to 0.5, was "x"
            {setup: {generationConfig: {responseModalities: [AUDIO]}}} | {setup: {generationConfig: {responseModalities: [AUDIO, TEXT]}}} | setup.generationConfig.responseModalities: expected a list of 1, was ["AUDIO","TEXT"]
            {setup: {generationConfig: {responseModalities: [AUDIO, TEXT]}}} | {setup: {generationConfig: {responseModalities: [AUDIO, IMAGE]}}} | setup.generationConfig.responseModalities[1]: expected "TEXT", was "IMAGE"
            {setup: {tools: {$equals: []}}} | {setup: {tools: [{}]}}     | setup.tools: expected exactly [], was [{}]
            {setup: {generationConfig: {responseModalities: {$anyOrder: [A, A]}}}} | {setup: {generationConfig: {responseModalities: [A, B]}}} | setup.generationConfig.responseModalities: expected a list of ["A", "A"], in any order, was ["A","B"]
            {setup: {generationConfig: {responseModalities: {$contains: [A]}}}} | {setup: {generationConfig: {responseModalities: [B]}}} | setup.generationConfig.responseModalities: expected a list with ["A"], in any order, was ["B"]
            {realtimeInput: {text: '1', audioStreamEnd: true}} | {realtimeInput: {text: '2', audioStreamEnd: false}} | realtimeInput.text: expected "1", was "2"; realtimeInput.audioStreamEnd: expected true, was false
            """)
    void shape_whenTheMessageDiffers_saysWhereAndHow(String expected, String message, String differences) {
        assertThat(differences(expected, message)).isEqualTo(differences);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {realtimInput: {}}                   | expect.realtimInput is no field of LiveClientMessage; its fields are setup, clientContent
            {realtimeInput: {txt: a}}            | expect.realtimeInput.txt is no field of LiveClientRealtimeInput; its fields are
            {setup: {tools: [{search: {}}]}}     | expect.setup.tools[0].search is no field of Tool; its fields are
            {realtimeInput: {text: {$like: a}}}  | expect.realtimeInput.text.$like is no key here; the keys are $any, $regex
            {realtimeInput: {text: {$any: true, $regex: a}}} | expect.realtimeInput.text holds several matchers
            {realtimeInput: {text: {$any: false}}} | expect.realtimeInput.text.$any must be true
            {realtimeInput: {text: {$regex: '('}}} | expect.realtimeInput.text.$regex is no regular expression: Unclosed group
            {setup: {tools: {$contains: a}}}     | expect.setup.tools.$contains must be a list, and is "a"
            {realtimeInput: {audio: {data: {$bytes: {from: 1}}}}} | expect.realtimeInput.audio.data.$bytes.from is no key here; the keys are atLeast, atMost
            {realtimeInput: {audio: {data: {$bytes: {atLeast: a}}}}} | expect.realtimeInput.audio.data.$bytes.atLeast must be a number, and is "a"
            """)
    void shape_thatCannotBe_isRefusedByName(String expected, String message) {
        assertThatThrownBy(() -> differences(expected, "{}"))
                .isInstanceOf(MisreadException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "200ms, 200ms",
        "1.5s, 1.5s",
        "2m, 120s",
        "1h, 3600s",
        "0s, 0ms",
        "0.25ms, 0.25ms",
        "1500ms, 1.5s",
        "8760h, 31536000s"
    })
    void duration_isReadAndWritten(String text, String written) {
        assertThat(DurationText.read(text).map(DurationText::write)).hasValue(written);
    }

    @ParameterizedTest
    @CsvSource({"1", "-1s", "s", "1 s", "1S", "PT1S", "8761h", "9999999999s"})
    void duration_thatIsNone_isNotRead(String text) {
        assertThat(DurationText.read(text)).isEmpty();
    }
}
