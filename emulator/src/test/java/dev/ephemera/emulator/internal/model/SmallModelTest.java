package dev.ephemera.emulator.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.internal.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the model does about a text. Apostrophes stand for quotes. */
final class SmallModelTest {

    private static final String TOOLS = "[{'functionDeclarations':[{'name':'f'}]},{'googleSearch':{}},"
            + "{'codeExecution':{}},{'urlContext':{}},{'googleMaps':{}}]";

    private static Answer answer(String text, String tools, boolean proactive) throws Exception {
        UserInput input = UserInput.NOTHING.withText(text);
        return SmallModel.answer(input, History.EMPTY, Json.parse(tools.replace('\'', '"')), "", proactive);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Hello | true | SPEAKS | You said: Hello",
                "@Anna, are you there? | true | SILENT | ``",
                "`  @anna` | true | SILENT | ``",
                "@Anna, are you there? | false | SPEAKS | You said: @Anna, are you there?",
                "@model, are you there? | true | SPEAKS | You said: @model, are you there?",
                "@models | true | SILENT | ``",
                "write to a@b.c | true | SPEAKS | You said: write to a@b.c",
                "I would like ... | false | WAITS | ``",
                "I would like… | true | WAITS | ``",
                "... and so on | false | SPEAKS | You said: ... and so on",
                "call f | false | CALLS | ``",
                "f and 2 + 3 | false | CALLS | ``",
                "what is 12 * 12? | false | SPEAKS | The result is 144.",
                "7 - 9 | false | SPEAKS | The result is -2.",
                "read https://example.com/a?b=c now | false | SPEAKS | I have read https://example.com/a?b=c",
                "Please search for blue cheese. Now! | false | SPEAKS | I found a page about blue cheese.",
                "Where is Ulm? | false | SPEAKS | I found Ulm on the map."
            })
    void answer_byTheText_isAlwaysTheSame(String text, boolean proactive, Answer.Kind kind, String words)
            throws Exception {
        Answer answer = answer(text, TOOLS, proactive);
        assertThat(answer.kind()).isEqualTo(kind);
        assertThat(answer.words()).isEqualTo(words);
        assertThat(answer(text, TOOLS, proactive)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"search for cheese", "2 + 3", "https://example.com", "where is Ulm?", "f"})
    void answer_withoutTheTool_repeats(String text) throws Exception {
        assertThat(answer(text, "[]", false)).isEqualTo(Answer.say("You said: " + text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'codeExecution':{}} | 2+3 | [{'executableCode':{'language':'PYTHON','code':'print(2 + 3)\\n'}},"
                        + "{'codeExecutionResult':{'outcome':'OUTCOME_OK','output':'5\\n'}}] | {}",
                "{'urlContext':{}} | http://a.b/ | [] | {'urlContextMetadata':{'urlMetadata':[{'retrievedUrl':'http://a.b/',"
                        + "'urlRetrievalStatus':'URL_RETRIEVAL_STATUS_SUCCESS'}]}}",
                "{'googleSearch':{}} | search for a ü | [] | {'groundingMetadata':{'webSearchQueries':['a ü'],"
                        + "'searchEntryPoint':{'renderedContent':'<div>Search results</div>'},"
                        + "'groundingChunks':[{'web':{'uri':'https://example.com/search?q=a+%C3%BC','title':'example.com'}}],"
                        + "'groundingSupports':[{'segment':{'endIndex':26,'text':'I found a page about a ü.'},"
                        + "'groundingChunkIndices':[0],'confidenceScores':[1]}]}}",
                "{'googleMaps':{}} | where is Ulm | [] | {'groundingMetadata':{'groundingChunks':[{'maps':"
                        + "{'uri':'https://example.com/maps?q=Ulm','title':'Ulm','text':'Ulm','placeId':'places/1'}}],"
                        + "'groundingSupports':[{'segment':{'endIndex':23,'text':'I found Ulm on the map.'},"
                        + "'groundingChunkIndices':[0],'confidenceScores':[1]}]}}"
            })
    void tool_whenItIsUsed_showsWhatItFound(String tool, String text, String shown, String sources) throws Exception {
        Answer answer = answer(text, "[" + tool + "]", false);
        assertThat(answer.shown().toString().replace(", {", ",{")).isEqualTo(shown.replace('\'', '"'));
        assertThat(Json.compact(answer.sources())).isEqualTo(sources.replace('\'', '"'));
        assertThat(answer.toolTokens().total()).isPositive();
    }

    @Test
    void search_byTheOldTool_tellsItsScore() throws Exception {
        Answer answer = answer("search for x", "[{'googleSearchRetrieval':{}}]", false);
        assertThat(answer.sources()
                        .path("groundingMetadata")
                        .path("retrievalMetadata")
                        .toString())
                .isEqualTo("{\"googleSearchDynamicRetrievalScore\":1}");
    }

    @Test
    void history_whenItIsShortened_beginsWithATurnOfTheUser() {
        History history = History.EMPTY
                .plusUser("one", TokenCount.text("x".repeat(40)))
                .plusModel("x".repeat(40))
                .plusUser("two", TokenCount.text("x".repeat(40)))
                .plusModel("x".repeat(40));
        assertThat(history.tokens().total()).isEqualTo(40);
        assertThat(history.shortened(40)).isEqualTo(history);
        assertThat(history.shortened(39).said()).containsExactly("two");
        assertThat(history.shortened(39).tokens().total()).isEqualTo(20);
        assertThat(history.shortened(0).said()).containsExactly("two");
    }
}
