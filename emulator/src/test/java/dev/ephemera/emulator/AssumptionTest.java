package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each assumption changes what its description says, and nothing does so without it. */
final class AssumptionTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    /** What is seen by default, and what under the assumption. */
    private record Difference(Function<GeminiEmulator, String> seen, String byDefault, String assumed) {}

    /** Takes the differences, one for each assumption. */
    interface Differences {
        void put(Assumption assumption, String byDefault, String assumed, Function<GeminiEmulator, String> seen);
    }

    private static final String SETUP = "{\"model\":\"models/m\"}";
    private static final String ACCEPTED = "setupComplete";

    private final Map<Assumption, Difference> differences = new EnumMap<>(Assumption.class);

    private void put(Assumption assumption, String byDefault, String assumed, Function<GeminiEmulator, String> seen) {
        differences.put(assumption, new Difference(seen, byDefault, assumed));
    }

    AssumptionTest() {
        new ModelDifferences(emulators).putInto(this::put);
        new CredentialDifferences(emulators).putInto(this::put);
        new TokenDifferences(emulators).putInto(this::put);
        put(Assumption.V1_IS_ABSENT, "200", "404", emulator -> status(emulator, "v1", "{}"));
        put(
                Assumption.CONSTRAINED_TAKES_API_KEYS,
                "1008",
                ACCEPTED,
                emulator -> first(emulators.live(emulator, "v1alpha", true, "key=" + emulator.apiKey()), SETUP));
        put(
                Assumption.UNKNOWN_TOKEN_IS_A_POLICY_VIOLATION,
                "1007",
                "1008",
                emulator -> first(emulators.live(emulator, "auth_tokens/never"), SETUP));
        put(
                Assumption.PAST_TIMES_ARE_REFUSED,
                "200",
                "400",
                emulator -> status(emulator, "v1beta", "{\"expireTime\":\"2029-12-31T23:45:00Z\"}"));
        put(
                Assumption.START_AFTER_EXPIRY_IS_REFUSED,
                "200",
                "400",
                emulator -> status(
                        emulator,
                        "v1beta",
                        "{\"expireTime\":\"2029-12-31T23:50:00Z\",\"newSessionExpireTime\":\"2029-12-31T23:50:01Z\"}"));
        put(
                Assumption.MASK_WITHOUT_SETUP_IS_REFUSED,
                "200",
                "400",
                emulator -> status(emulator, "v1beta", "{\"fieldMask\":\"model\"}"));
        put(
                Assumption.DEEP_MASK_PATHS_ARE_REFUSED,
                "200",
                "400",
                emulator -> status(
                        emulator,
                        "v1beta",
                        "{\"fieldMask\":\"generationConfig.speechConfig.languageCode\",\"bidiGenerateContentSetup\":{}}"));
        put(Assumption.MASKED_MESSAGES_ARE_MERGED, "{\"topK\":4}", "{\"seed\":7,\"topK\":4}", emulator -> {
            String token = Rest.mint(
                    emulator,
                    "{\"bidiGenerateContentSetup\":{\"generationConfig\":{\"topK\":4}},\"fieldMask\":\"generationConfig\"}");
            emulators
                    .live(emulator, token)
                    .setUp("{\"model\":\"models/m\",\"generationConfig\":{\"seed\":7,\"topK\":1}}");
            return emulator.sessions()
                    .get(0)
                    .effectiveSetup()
                    .orElseThrow()
                    .get("generationConfig")
                    .orElseThrow()
                    .toString();
        });
        put(
                Assumption.LOCKS_COVER_RESUMPTION_HANDLES,
                "1007",
                ACCEPTED,
                emulator -> first(
                        emulators.live(emulator, Rest.mint(emulator, "{\"bidiGenerateContentSetup\":" + SETUP + "}")),
                        "{\"sessionResumption\":{\"handle\":\"never\"}}"));
        put(Assumption.RESUMPTION_NEEDS_TIME_TO_START, ACCEPTED, "1011", emulator -> {
            String token = Rest.mint(emulator, "{}");
            String handle = handle(emulators.live(emulator, token));
            emulator.clock().advance(Duration.ofMinutes(2));
            return first(emulators.live(emulator, token), resume(handle, ""));
        });
        put(Assumption.FAILED_SETUPS_COST_NO_USE, "0", "1", emulator -> {
            first(emulators.live(emulator, Rest.mint(emulator, "{}")), "{\"model\":\"models/gone\"}");
            return String.valueOf(emulator.tokens().get(0).usesLeft().orElseThrow());
        });
        put(
                Assumption.RESUMED_SESSIONS_KEEP_THEIR_INSTRUCTION,
                "My instructions: new",
                "I have no instructions.",
                emulator -> {
                    String handle = handle(emulators.live(emulator));
                    LiveClient client = emulators
                            .live(emulator)
                            .setUp(resume(handle, ",\"systemInstruction\":{\"parts\":[{\"text\":\"new\"}]}"));
                    return LiveClient.said(
                            client.send(ask("What are your instructions?")).turn());
                });
        put(
                Assumption.DEFAULT_MODALITY_IS_TEXT,
                ACCEPTED,
                "1007",
                emulator -> first(emulators.live(emulator), "{\"model\":\"models/audio\"}"));
        put(
                Assumption.DEFAULT_MODALITY_IS_AUDIO,
                "text",
                "inlineData",
                emulator -> emulators
                        .live(emulator)
                        .setUp(SETUP)
                        .send(ask("x"))
                        .message()
                        .path("serverContent")
                        .path("modelTurn")
                        .path("parts")
                        .path(0)
                        .propertyNames()
                        .iterator()
                        .next());
        put(Assumption.CLIENT_CONTENT_ONLY_SEEDS, "1000", "1007", emulator -> {
            LiveClient client = emulators.live(emulator).setUp(SETUP);
            client.send("{\"clientContent\":{\"turnComplete\":false}}").hangUp();
            return ended(emulator);
        });
        put(Assumption.CONTEXT_UPDATES_ARE_REFUSED, "1000", "1008", emulator -> {
            emulators.live(emulator).setUp(SETUP).send("{\"contextUpdate\":{}}").hangUp();
            return ended(emulator);
        });
        put(
                Assumption.BINARY_FRAMES_ARE_REFUSED,
                ACCEPTED,
                "1007",
                emulator -> name(emulators
                        .live(emulator)
                        .sendBinary("{\"setup\":{\"model\":\"models/m\"}}".getBytes(StandardCharsets.UTF_8))
                        .event()));
        put(
                Assumption.RESUMPTION_UPDATES_COME_UNASKED,
                "serverContent",
                "sessionResumptionUpdate",
                emulator -> emulators
                        .live(emulator)
                        .setUp(SETUP)
                        .send(ask("x"))
                        .message()
                        .propertyNames()
                        .iterator()
                        .next());
        put(Assumption.NO_GO_AWAY, "goAway", "1008", emulator -> {
            LiveClient client = emulators.live(emulator).setUp(SETUP);
            emulator.clock().advance(Duration.ofMinutes(10));
            return name(client.event());
        });
        put(Assumption.OVERDUE_CONNECTIONS_EXCEED_A_DEADLINE, "1008", "1011", emulator -> {
            LiveClient client = emulators.live(emulator).setUp(SETUP);
            emulator.clock().advance(Duration.ofMinutes(10));
            return String.valueOf(client.end().code());
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEFLATE_IS_NEGOTIATED") // HandshakeTest has the raw headers
    void assumption_whenMade_changesWhatIsSeen(Assumption assumption) {
        Difference difference = differences.get(assumption);
        GeminiEmulator plain = emulators.start(options -> options.addDeniedModels("gone"));
        assertThat(difference.seen().apply(plain)).isEqualTo(difference.byDefault());
        GeminiEmulator assuming =
                emulators.start(options -> options.addDeniedModels("gone").addAssumptions(assumption));
        assertThat(difference.seen().apply(assuming)).isEqualTo(difference.assumed());
    }

    @Test
    void assumptions_whenTheyContradictEachOther_areRefused() {
        assertThatThrownBy(() -> EmulatorOptions.builder()
                        .addAssumptions(Assumption.DEFAULT_MODALITY_IS_TEXT, Assumption.DEFAULT_MODALITY_IS_AUDIO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DEFAULT_MODALITY_IS_TEXT");
    }

    private static String status(GeminiEmulator emulator, String version, String body) {
        return String.valueOf(Rest.create(emulator, version, body).statusCode());
    }

    private static String first(LiveClient client, String setup) {
        return name(client.send("{\"setup\":" + setup + "}").event());
    }

    /** The close code, or the first member's name. */
    private static String name(LiveClient.Event event) {
        return event.code() == 0
                ? Rest.json(event.text()).propertyNames().iterator().next()
                : String.valueOf(event.code());
    }

    private static String handle(LiveClient client) {
        return client.setUp("{\"model\":\"models/m\",\"sessionResumption\":{}}")
                .message()
                .path("sessionResumptionUpdate")
                .path("newHandle")
                .asString();
    }

    private static String resume(String handle, String more) {
        return "{\"model\":\"models/m\",\"sessionResumption\":{\"handle\":\"" + handle + "\"}" + more + "}";
    }

    private static String ask(String text) {
        return "{\"realtimeInput\":{\"text\":\"" + text + "\"}}";
    }

    private static String ended(GeminiEmulator emulator) {
        Await.until("the session ends", () -> emulator.sessions().get(0).end().isPresent());
        return String.valueOf(emulator.sessions().get(0).end().orElseThrow().code());
    }
}
