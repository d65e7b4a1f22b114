package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Faults planned by the control API. */
final class ControlFaultsTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator start() {
        return emulators.start(options -> options.controlPort(0));
    }

    @Test
    void faults_planned_happenAndAreTold() {
        GeminiEmulator emulator = start();
        JsonNode planned = Rest.json(
                Control.call(emulator, "POST", "/faults", "{\"next\":[{\"status\":{\"code\":503}}],\"times\":2}"));
        assertThat(planned.path("pending").size()).isEqualTo(2);
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(503);
        JsonNode state = Control.get(emulator, "/faults");
        assertThat(state.path("pending").size()).isEqualTo(1);
        assertThat(state.at("/injected/0/fault/status/code").asInt()).isEqualTo(503);
        assertThat(state.at("/injected/0/request").asString()).isEqualTo("POST /v1alpha/auth_tokens");
        assertThat(Rest.json(Control.call(emulator, "DELETE", "/faults", ""))
                        .path("pending")
                        .size())
                .isZero();
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(200);
        Control.call(emulator, "POST", "/faults", "{\"always\":{\"status\":{\"code\":429}}}");
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(429);
        Control.call(emulator, "DELETE", "/faults", "");
        Control.call(
                emulator,
                "POST",
                "/faults",
                "{\"rate\":{\"probability\":1,\"seed\":7,\"faults\":[{\"status\":{\"code\":500}}]}}");
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(500);
    }

    @Test
    void fault_inAnOpenSession_happensThere() {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        Control.call(emulator, "POST", "/sessions/1/fault", "{\"close\":{\"code\":1012}}");
        assertThat(client.end().code()).isEqualTo(1012);
        assertThat(Control.get(emulator, "/faults").at("/injected/0/session").asString())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/faults | {} | The body needs",
                "/faults | {\"next\":{}} | The body needs",
                "/faults | {\"next\":[{\"drop\":{}}],\"always\":{\"drop\":{}}} | The body needs",
                "/faults | {\"next\":[{\"drop\":{}}],\"times\":\"three\"} | a whole number from 1 to 10000",
                "/faults | {\"next\":[{\"drop\":{}}],\"times\":0} | a whole number from 1 to 10000",
                "/faults | {\"next\":[{\"drop\":{}}],\"times\":10001} | a whole number from 1 to 10000",
                "/faults | {\"next\":[5]} | A fault is an object",
                "/faults | {\"always\":{\"stat\":{}}} | stat",
                "/faults | {\"always\":{\"status\":{\"code\":99}}} | code",
                "/faults | {\"rate\":{\"probability\":2,\"seed\":1,\"faults\":[{\"drop\":{}}]}} | probability",
                "/faults | {\"rate\":{\"faults\":[]}} | The body needs",
                "/faults | {\"rate\":{\"probability\":1,\"seed\":1,\"faults\":[],\"times\":2}} | The rate has no member \"times\" here; it"
                        + " takes faults, probability, seed.",
                "/sessions/1/fault | {\"nothing\":{}} | nothing",
                "/sessions/1/fault | {\"status\":{\"code\":503}} | cannot happen in a session; plan it with POST /faults",
                "/sessions/1/fault | {\"drop\":{\"at\":\"afterSetup\"}} | The fault drop holds \"at\", but happens now",
                "/sessions/1/fault | {\"drop\":{\"on\":\"live\"}} | The fault drop holds \"on\", but happens now"
            })
    void faults_thatAreNone_areRefused(String path, String body, String message) {
        GeminiEmulator emulator = start();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        Control.assertError(Control.call(emulator, "POST", path, body), 400, message);
        assertThat(Control.get(emulator, "/faults").path("pending").size()).isZero();
    }

    @Test
    void faults_plannedForGood_areToldAsTheyWereGiven() {
        GeminiEmulator emulator = start();
        assertThat(Control.get(emulator, "/faults").propertyNames()).containsExactly("pending", "injected");
        String always = "{\"always\":{\"status\":{\"code\":429}}}";
        String rate =
                "{\"rate\":{\"probability\":0.25,\"seed\":7,\"faults\":[{\"drop\":{}},{\"status\":{\"code\":500}}]}}";
        Control.call(emulator, "POST", "/faults", always);
        Control.call(emulator, "POST", "/faults", rate);
        JsonNode state = Control.get(emulator, "/faults");
        assertThat(state.path("always").toString()).isEqualTo("{\"status\":{\"code\":429}}");
        assertThat("{\"rate\":" + state.path("rate") + "}").isEqualTo(rate);
        assertThat(Control.call(
                                emulator,
                                "POST",
                                "/faults",
                                "{\"rate\":{\"probability\":2,\"seed\":1,\"faults\":[{\"drop\":{}}]}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Control.get(emulator, "/faults").path("rate")).isEqualTo(state.path("rate"));
        Control.call(emulator, "DELETE", "/faults", "");
        assertThat(Control.get(emulator, "/faults").propertyNames()).containsExactly("pending", "injected");
    }
}
