package dev.ephemera.emulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Faults as values: their JSON, and what they refuse. */
final class FaultTest {

    private static Fault parse(String json) {
        return Fault.parse(new JsonMapper().readValue(json, JsonObject.class));
    }

    /** The least that a kind can be given. */
    static Fault least(FaultKind kind) {
        Map<String, Object> parameters = new java.util.LinkedHashMap<>();
        for (FaultParameter parameter : kind.parameters()) {
            if (parameter.required()) {
                parameters.put(
                        parameter.name(),
                        parameter.form().startsWith("integer")
                                ? 200
                                : parameter.form().startsWith("seconds") ? "2s" : "x");
            }
        }
        return Fault.parse(JsonObject.of(Map.of(kind.jsonName(), parameters)));
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void everyKind_withTheLeast_survivesItsJson(FaultKind kind) {
        Fault fault = least(kind);
        assertThat(fault.kind()).isSameAs(kind);
        assertThat(fault.at()).isEqualTo(kind.at());
        assertThat(Fault.parse(fault.toJson())).isEqualTo(fault).hasSameHashCodeAs(fault);
        assertThat(fault).hasToString(fault.toJson().toString());
        assertThat(kind.jsonName()).matches("[a-z][a-zA-Z0-9]+");
    }

    @Test
    void fault_withEverything_survivesItsJson() {
        Fault fault = Fault.status(503, "json")
                .retryAfter(Duration.ofMillis(2500))
                .with("message", "later")
                .onLive();
        assertThat(fault)
                .hasToString(
                        "{\"status\":{\"code\":503,\"message\":\"later\",\"retryAfter\":\"2.5s\",\"on\":\"live\"}}")
                .isEqualTo(parse(fault.toString()));
        assertThat(fault.duration("retryAfter")).hasValue(Duration.ofMillis(2500));
        assertThat(fault.duration("retryAt")).isEmpty();
        assertThat(fault.number("code")).isEqualTo(503);
        assertThat(fault.text("body")).isEqualTo("json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                   | a fault is an object with one member
            {"drop":{},"reset":{}}               | a fault is an object with one member
            {"dorp":{}}                          | there is no fault "dorp"; there are status,
            {"drop":true}                        | the fault drop is true; give an object
            {"status":{}}                        | the fault status needs "code": integer, 200 to 599
            {"status":{"code":199}}              | "code" of the fault status is 199; give integer, 200 to 599
            {"status":{"code":"503"}}            | "code" of the fault status is "503"
            {"status":{"code":503.5}}            | "code" of the fault status is 503.5
            {"status":{"code":503,"body":"xml"}} | "body" of the fault status is "xml"; give one of json, html, empty
            {"status":{"code":503,"why":"x"}}    | the fault status has no "why"; it takes
            {"delay":{"for":"2"}}                | "for" of the fault delay is "2"; give seconds
            {"delay":{"for":"-2s"}}              | "for" of the fault delay is "-2s"
            {"delay":{"for":"1m2s"}}             | "for" of the fault delay is "1m2s"
            {"delay":{"for":"90000s"}}           | "for" of the fault delay is "90000s"
            {"delay":{"for":2}}                  | "for" of the fault delay is 2
            {"status":{"code":503,"on":"x"}}     | "on" of a fault is "x"; give "any", "tokens" or "live"
            {"slowBody":{"bytesPerSecond":1,"on":"live"}} | the fault slowBody at "request" cannot hit live
            {"wrongAccept":{"on":"tokens"}}      | the fault wrongAccept at "request" cannot hit tokens
            {"drop":{"at":"later"}}              | "at" of a fault is "later"; give "request", "afterOpen"
            {"drop":{"at":{"afterSent":0}}}      | "at" of a fault is {"afterSent":0}
            {"drop":{"at":{"after":"x"}}}        | "at" of a fault is {"after":"x"}
            {"drop":{"at":{}}}                   | "at" of a fault is {}
            {"drop":{"at":7}}                    | "at" of a fault is 7
            {"status":{"code":503,"at":"afterSetup"}} | the fault status cannot happen at "afterSetup"; it happens at "request"
            """)
    void parse_whatIsNoFault_saysWhy(String json, String why) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void moments_haveTheirCountsAndDelaysOrNone() {
        assertThatThrownBy(() -> Moment.afterSent(0)).hasMessage("the count of SENT is 0; give 1 or more.");
        assertThatThrownBy(() -> Moment.after(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Moment(Moment.Event.OPEN, 1, Duration.ZERO))
                .hasMessageContaining("give 0");
        assertThatThrownBy(() -> new Moment(Moment.Event.OPEN, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("only TIME has one");
        assertThat(List.of(
                        Moment.REQUEST,
                        Moment.AFTER_OPEN,
                        Moment.BEFORE_SETUP_COMPLETE,
                        Moment.AFTER_SETUP,
                        Moment.afterSent(1),
                        Moment.afterSent(2),
                        Moment.afterReceived(3),
                        Moment.after(Duration.ofMillis(2500))))
                .extracting(Moment::toString)
                .containsExactly(
                        "\"request\"",
                        "\"afterOpen\"",
                        "\"beforeSetupComplete\"",
                        "\"afterSetup\"",
                        "\"afterSetup\"",
                        "{\"afterSent\":2}",
                        "{\"afterReceived\":3}",
                        "{\"after\":\"2.5s\"}")
                .allSatisfy(text -> assertThat(
                                Moment.parse(new JsonMapper().readValue(text, dev.ephemera.types.JsonValue.class)))
                        .hasToString(text));
    }

    @Test
    void parameters_thatAreNotThere_areRefused() {
        assertThatThrownBy(() -> Fault.drop().number("code")).hasMessageContaining("holds no such \"code\"");
        assertThatThrownBy(() -> Fault.status(500).text("code")).hasMessageContaining("holds no such \"code\"");
        assertThatThrownBy(() -> Fault.drop().retryAfter(Duration.ZERO)).hasMessageContaining("has no \"retryAfter\"");
    }
}
