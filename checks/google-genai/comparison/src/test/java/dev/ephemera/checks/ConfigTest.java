package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.GeminiEmulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whichever client is given a config, for a session of its own or for a token, the emulator sets the session up the same, but
 * for what {@link ConfigDifferences} lists.
 */
final class ConfigTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String MODEL = "gemini-live";

    /** What became of each config with Ephemera, worked out once. */
    private static Optional<Map<String, Outcome>> ours = Optional.empty();

    @RegisterExtension
    final Service service = new Service();

    /** What became of a config: what a session was set up with, or why there was none. */
    private record Outcome(JsonNode bySetup, JsonNode byToken) {}

    @Test
    void configs_together_holdEveryFieldOfTheDescription() {
        assertThat(Configs.all()).hasSizeGreaterThanOrEqualTo(60);
        ConfigFields used = new ConfigFields();
        Configs.all().values().forEach(used::use);
        assertThat(used.unused()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void configs_ofTheSdkAndOurs_makeTheSameSetups(Sdk sdk) {
        Map<String, Outcome> reference = ours();
        Map<String, Outcome> outcomes = outcomes(sdk);
        List<String> found = new ArrayList<>();
        outcomes.forEach((config, outcome) -> found.addAll(differences(config, outcome, reference.get(config))));
        assertThat(found).containsExactlyInAnyOrderElementsOf(ConfigDifferences.of(sdk.toString()));
    }

    @Test
    void configs_ofOurs_makeTheSameSetupsEitherWay() {
        ours().forEach((config, outcome) ->
                assertThat(outcome.byToken()).as(config).isEqualTo(outcome.bySetup()));
    }

    /** Most differences are the same either way; the others say which way they are found. */
    private static List<String> differences(String config, Outcome theirs, Outcome ours) {
        List<String> bySetup = Json.differences(theirs.bySetup(), ours.bySetup());
        List<String> byToken = Json.differences(theirs.byToken(), ours.byToken());
        Set<String> all = new LinkedHashSet<>(bySetup);
        all.addAll(byToken);
        return all.stream()
                .map(difference -> config
                        + (!byToken.contains(difference) ? ", by setup" : "")
                        + (!bySetup.contains(difference) ? ", by token" : "")
                        + " | " + difference)
                .toList();
    }

    private Map<String, Outcome> ours() {
        if (ours.isEmpty()) {
            ours = Optional.of(outcomes(new OurSdk()));
        }
        return ours.get();
    }

    private Map<String, Outcome> outcomes(Sdk sdk) {
        GeminiEmulator emulator = sdk == Sdks.java() ? service.start() : service.startWithoutTls();
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Configs.all()
                .forEach((name, config) -> outcomes.put(
                        name, new Outcome(bySetup(sdk, emulator, config), byToken(sdk, emulator, config))));
        return outcomes;
    }

    private static JsonNode bySetup(Sdk sdk, GeminiEmulator emulator, JsonNode config) {
        return attempt(sdk, emulator, Target.of(emulator), config);
    }

    /** A token that is locked as a whole: what the client then asks for does not count. */
    private static JsonNode byToken(Sdk sdk, GeminiEmulator emulator, JsonNode config) {
        Target target = Target.of(emulator);
        ObjectNode asked = MAPPER.createObjectNode();
        asked.putObject("liveConnectConstraints").put("model", MODEL).set("config", config);
        String name;
        try {
            name = sdk.mint(target, asked);
        } catch (SdkFailure failed) {
            return refused("by the client");
        }
        return attempt(sdk, emulator, target.with(name), MAPPER.createObjectNode());
    }

    private static JsonNode attempt(Sdk sdk, GeminiEmulator emulator, Target target, JsonNode config) {
        try {
            sdk.connect(target, MODEL, config);
        } catch (SdkFailure failed) {
            return refused("by the client");
        }
        Event came = sdk.outcome();
        if (came.is("refused")) {
            return refused("by the client");
        }
        if (came.is("closed")) {
            return refused(came.body().path("reason").asString(""));
        }
        EmulatedSession session = Service.newestSession(emulator);
        sdk.hangUp(session);
        return Json.of(session.effectiveSetup().orElseThrow());
    }

    private static JsonNode refused(String why) {
        return MAPPER.createObjectNode().put("refused", why);
    }
}
