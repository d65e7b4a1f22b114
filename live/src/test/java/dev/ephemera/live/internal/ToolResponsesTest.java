package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.LiveTools;
import dev.ephemera.live.ToolHandler;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.Behavior;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.FunctionResponseScheduling;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ToolResponsesTest {

    private static final ToolHandler NOTHING = call -> null;
    private static final ToolResponses RESPONSES = new ToolResponses(LiveTools.builder()
            .function(
                    FunctionDeclaration.builder()
                            .name("blocking")
                            .behavior(Behavior.BLOCKING)
                            .build(),
                    NOTHING)
            .function(FunctionDeclaration.builder().name("unsaid").build(), NOTHING)
            .function(
                    FunctionDeclaration.builder()
                            .name("later")
                            .behavior(Behavior.NON_BLOCKING)
                            .build(),
                    NOTHING)
            .handler("elsewhere", NOTHING)
            .build());

    private static FunctionCall call(String name) {
        return FunctionCall.builder().id("7").name(name).build();
    }

    private static FunctionResponse scheduled() {
        return FunctionResponse.builder()
                .response(JsonObject.of(Map.of("a", 1)))
                .scheduling(FunctionResponseScheduling.SILENT)
                .build();
    }

    static Stream<Arguments> results() {
        return Stream.of(
                Arguments.of(null, "{}"),
                Arguments.of(JsonValue.NULL, "{}"),
                Arguments.of(Map.of("a", 1), "{\"a\":1}"),
                Arguments.of(JsonObject.of(Map.of("a", 1)), "{\"a\":1}"),
                Arguments.of(JsonValue.of(Map.of("a", 1)), "{\"a\":1}"),
                Arguments.of("sunny", "{\"output\":\"sunny\"}"),
                Arguments.of(21.5, "{\"output\":21.5}"),
                Arguments.of(List.of(1, 2), "{\"output\":[1,2]}"),
                Arguments.of(FunctionResponse.builder().build(), "{}"));
    }

    @ParameterizedTest
    @MethodSource("results")
    void last_ofAPlainResult_isAnObjectWithIdAndName(@Nullable Object result, String expected) {
        assertThat(Json.write(RESPONSES.last(call("unsaid"), result)))
                .isEqualTo("{\"id\":\"7\",\"name\":\"unsaid\",\"response\":" + expected + "}");
    }

    @Test
    void last_ofACallWithoutId_hasNone() {
        FunctionCall call = FunctionCall.builder().name("unsaid").build();

        assertThat(Json.write(RESPONSES.last(call, 1))).isEqualTo("{\"name\":\"unsaid\",\"response\":{\"output\":1}}");
        assertThat(Json.write(RESPONSES.last(call, FunctionResponse.builder().build())))
                .isEqualTo("{\"name\":\"unsaid\",\"response\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"later", "elsewhere"})
    void response_ofAFunctionThatMayNotBlock_canBeScheduledAndContinue(String name) {
        assertThat(Json.write(RESPONSES.last(call(name), scheduled())))
                .isEqualTo("{\"id\":\"7\",\"name\":\"" + name + "\",\"response\":{\"a\":1},\"scheduling\":\"SILENT\"}");
        assertThat(Json.write(RESPONSES.part(call(name), "half")))
                .isEqualTo("{\"id\":\"7\",\"name\":\"" + name
                        + "\",\"response\":{\"output\":\"half\"},\"willContinue\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocking", "unsaid"})
    void response_ofAFunctionThatMayBlock_canNot(String name) {
        assertThatThrownBy(() -> RESPONSES.last(call(name), scheduled()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("declare " + name + " with behavior NON_BLOCKING.");
        assertThatThrownBy(() -> RESPONSES.part(call(name), "half"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("declare " + name + " with behavior NON_BLOCKING.");
    }

    @Test
    void last_thatIsNotTheLast_isRefused() {
        assertThatThrownBy(() -> RESPONSES.last(
                        call("later"),
                        FunctionResponse.builder().willContinue(true).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is the last response");
    }

    @Test
    void last_toAnotherCall_isRefused() {
        assertThatThrownBy(() -> RESPONSES.last(
                        call("later"), FunctionResponse.builder().id("8").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The response has the id 8, and the call 7; leave it out, and it is filled in.");
        assertThatThrownBy(() -> RESPONSES.last(
                        call("later"), FunctionResponse.builder().name("g").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The response has the name g, and the call later; leave it out, and it is filled in.");
    }

    @Test
    void last_withoutAJsonForm_isRefused() {
        assertThatThrownBy(() -> RESPONSES.last(call("later"), new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No JSON form");
    }

    @Test
    void error_forTheModel_isClassAndMessage() {
        assertThat(Json.write(ToolResponses.error(call("f"), words(new IllegalStateException("is empty")))))
                .isEqualTo(
                        "{\"id\":\"7\",\"name\":\"f\",\"response\":{\"error\":\"IllegalStateException: is empty\"}}");
        assertThat(words(new StackOverflowError())).isEqualTo("StackOverflowError");
        assertThat(words(new RuntimeException("a") {})).isEqualTo(ToolResponsesTest.class.getName() + "$1: a");
        assertThat(words(new RuntimeException("outer", new RuntimeException("inner"))))
                .isEqualTo("RuntimeException: outer");
        assertThat(words(new RuntimeException("x".repeat(1_000)))).hasSize(501).endsWith("x…");
    }

    private static String words(Throwable failure) {
        return ToolResponses.words(failure, UnaryOperator.identity());
    }
}
