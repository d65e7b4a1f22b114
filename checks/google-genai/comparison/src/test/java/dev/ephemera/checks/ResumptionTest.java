package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.GeminiEmulator;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Google's clients go on where they left off, with a key and with tokens. */
final class ResumptionTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String MODEL = "gemini-live-test";
    private static final String RESUMABLE = "{\"sessionResumption\":{}}";

    @RegisterExtension
    final Service service = new Service();

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void resume_withAKey_goesOnWithTheConversation(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        Target target = Target.of(emulator);
        String handle = talk(sdk, emulator, target);
        recall(sdk, emulator, target, handle);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void resume_withASpentToken_takesNoUse(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        Target target = Target.of(emulator);
        Target once = target.with(sdk.mint(target, MAPPER.readTree("{\"uses\":1}")));
        String handle = talk(sdk, emulator, once);
        assertThat(Service.newestToken(emulator).usesLeft()).hasValue(0);
        emulator.clock().advance(Duration.ofMinutes(5));
        recall(sdk, emulator, once, handle);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void resume_withAnotherToken_goesOnWithTheConversation(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        Target target = Target.of(emulator);
        String handle = talk(sdk, emulator, target.with(sdk.mint(target, MAPPER.readTree("{}"))));
        Target other = target.with(sdk.mint(target, MAPPER.readTree("{\"uses\":3}")));
        recall(sdk, emulator, other, handle);
        assertThat(Service.newestToken(emulator).usesLeft()).hasValue(3);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void goAway_atNineMinutes_leavesTimeToResume(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        Target target = Target.of(emulator);
        sdk.open(target, MODEL, RESUMABLE);
        sdk.send("realtimeInput", "{\"text\":\"Hello there\"}");
        String handle = handle(sdk);
        emulator.clock().advance(Duration.ofMinutes(9));
        JsonNode goAway = Heard.until(sdk, message -> Heard.has(message, "goAway"))
                .messages()
                .get(0);
        assertThat(goAway.path("goAway").path("timeLeft").asString("")).isEqualTo("50s");
        sdk.hangUp(Service.newestSession(emulator));
        recall(sdk, emulator, target, handle);
    }

    /** Says hello, and returns the handle with which that can be gone on from. */
    private static String talk(Sdk sdk, GeminiEmulator emulator, Target target) {
        sdk.open(target, MODEL, RESUMABLE);
        sdk.send("realtimeInput", "{\"text\":\"Hello there\"}");
        String handle = handle(sdk);
        sdk.hangUp(Service.newestSession(emulator));
        return handle;
    }

    /** The handle that follows a turn; the one before it may come sooner than the Java SDK can listen. */
    private static String handle(Sdk sdk) {
        Heard.turn(sdk);
        return Heard.until(sdk, message -> Heard.has(message, "sessionResumptionUpdate", "newHandle"))
                .handle();
    }

    private static void recall(Sdk sdk, GeminiEmulator emulator, Target target, String handle) {
        sdk.open(target, MODEL, "{\"sessionResumption\":{\"handle\":\"" + handle + "\"}}");
        sdk.send("realtimeInput", "{\"text\":\"What did I say?\"}");
        assertThat(Heard.turn(sdk).text()).isEqualTo("You said before: Hello there");
        sdk.hangUp(Service.newestSession(emulator));
    }
}
