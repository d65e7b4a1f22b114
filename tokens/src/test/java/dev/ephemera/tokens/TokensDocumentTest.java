package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.Modality;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The tables in docs/tokens.md are what the plans of the configs above them print, and those configs are the ones here. {@code
 * -Dephemera.docs.refresh=true} writes the tables anew.
 */
final class TokensDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/tokens.md");
    private static final Path SOURCE = Path.of("src/test/java/dev/ephemera/tokens/TokensDocumentTest.java");
    private static final Pattern TABLE = Pattern.compile("<!-- plan: (\\w+) -->\n```text\n(.*?)\n?```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private static final LiveConnectConstraints CONSTRAINTS = LiveConnectConstraints.builder()
            .model("gemini-live-2.5-flash-preview")
            .config(LiveConnectConfig.builder()
                    .addResponseModalities(Modality.AUDIO)
                    .temperature(0.7)
                    .build())
            .build();

    private static final CreateAuthTokenConfig EVERYTHING =
            CreateAuthTokenConfig.builder().liveConnectConstraints(CONSTRAINTS).build();

    private static final CreateAuthTokenConfig WHAT_IS_SET = CreateAuthTokenConfig.builder()
            .liveConnectConstraints(CONSTRAINTS)
            .lockAdditionalFields(List.of())
            .build();

    private static final CreateAuthTokenConfig WHAT_IS_SET_AND_MORE = CreateAuthTokenConfig.builder()
            .liveConnectConstraints(CONSTRAINTS)
            .lockAdditionalFields(List.of("tools", "system_instruction", "speechConfig.voiceConfig"))
            .build();

    private static final CreateAuthTokenConfig DEFAULTS_ONLY = CreateAuthTokenConfig.builder()
            .lockAdditionalFields(List.of("mediaResolution"))
            .build();

    private static final CreateAuthTokenConfig NONE =
            CreateAuthTokenConfig.builder().build();

    private static final Map<String, CreateAuthTokenConfig> CONFIGS = Map.of(
            "EVERYTHING", EVERYTHING,
            "WHAT_IS_SET", WHAT_IS_SET,
            "WHAT_IS_SET_AND_MORE", WHAT_IS_SET_AND_MORE,
            "DEFAULTS_ONLY", DEFAULTS_ONLY,
            "NONE", NONE);

    @Test
    void tables_areWhatThePlansPrint() throws IOException {
        String document = Files.readString(DOCUMENT);
        String printed = TABLE.matcher(document)
                .replaceAll(table -> Matcher.quoteReplacement(
                        "<!-- plan: " + table.group(1) + " -->\n```text\n" + explained(table.group(1)) + "\n```"));
        if (Boolean.getBoolean("ephemera.docs.refresh")) {
            Files.writeString(DOCUMENT, printed);
        }

        assertThat(document)
                .as("docs/tokens.md; refresh its tables with -Dephemera.docs.refresh=true")
                .isEqualTo(printed);
        assertThat(TABLE.matcher(document).results().map(table -> table.group(1)))
                .containsExactlyInAnyOrderElementsOf(CONFIGS.keySet());
    }

    private static String explained(String name) {
        LockPlan plan = LockPlan.of(CONFIGS.get(name));
        assertThat(plan.mode()).hasToString(name);
        return plan.explain();
    }

    @Test
    void code_isWhatThePlansAreMadeOf() throws IOException {
        String source = spaceless(Files.readString(SOURCE));
        List<String> blocks = CODE.matcher(Files.readString(DOCUMENT))
                .results()
                .map(block -> spaceless(block.group(1)))
                .toList();

        assertThat(blocks)
                .hasSize(5 + CONFIGS.size())
                .allSatisfy(block -> assertThat(source).contains(block));
    }

    private static List<TokenPolicy> policies(String model, LiveConnectConfig config) {
        TokenPolicy everythingFixed = TokenPolicy.builder()
                .ttl(Duration.ofMinutes(10))
                .lockEverything(model, config)
                .build();
        TokenPolicy whatISetFixed = TokenPolicy.builder()
                .openWithin(Duration.ofMinutes(2))
                .lockWhatIsSet(model, config)
                .build();
        TokenPolicy thatAndTheseFixed = TokenPolicy.builder()
                .uses(3)
                .lockWhatIsSet(model, config, "tools", "systemInstruction")
                .build();
        TokenPolicy nothingFixed = TokenPolicy.singleUse();
        return List.of(everythingFixed, whatISetFixed, thatAndTheseFixed, nothingFixed);
    }

    @Test
    void policies_lockWhatTheirConfigsDo() {
        assertThat(policies("m", CONSTRAINTS.config().orElseThrow()))
                .map(policy -> LockPlan.of(policy.configAt(Instant.EPOCH)).mode())
                .containsExactly(
                        LockMode.EVERYTHING, LockMode.WHAT_IS_SET, LockMode.WHAT_IS_SET_AND_MORE, LockMode.NONE);
    }

    @Test
    void batchAndSource_whenRun_supplyTokens() {
        try (GeminiEmulator emulator = GeminiEmulator.start()) {
            Tokens tokens = new HttpTokens(leaks.open(ClientOptions.builder()
                    .apiKey(emulator.apiKey())
                    .baseUrl(emulator.baseUrl())
                    .build()));
            TokenPolicy policy = TokenPolicy.singleUse();
            List<AuthToken> handedOut = new ArrayList<>();
            List<RuntimeException> failures = new ArrayList<>();
            Consumer<AuthToken> handOut = handedOut::add;
            Consumer<RuntimeException> report = failures::add;

            for (TokenOutcome outcome : tokens.createAll(20, policy)) {
                outcome.token().ifPresent(handOut);
                outcome.failure().ifPresent(report);
            }
            try (TokenSource source = TokenSource.minting(tokens, policy)) {
                handOut.accept(source.get());
            }

            assertThat(handedOut).hasSize(21).doesNotHaveDuplicates();
            assertThat(failures).isEmpty();
        }
    }

    private static String signIn() {
        return "a session of the user's";
    }

    @Test
    void endpoint_whenBuilt_asksNobodyYet() {
        TokenEndpoint endpoint = TokenEndpoint.builder(URI.create("https://example.org/token"))
                .headers(() -> Map.of("Authorization", "Bearer " + signIn()))
                .build();
        TokenSource source = TokenSource.endpoint(endpoint);
        source.close();

        assertThat(endpoint.headers().get()).containsEntry("Authorization", "Bearer a session of the user's");
    }

    private static String spaceless(String text) {
        return text.replaceAll("\\s", "");
    }
}
