package dev.ephemera.emulator.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.ModelGeneration;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.model.VoiceActivityDetector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables in docs/emulator-model.md are printed from the data that the emulator goes by. {@code
 * -Dephemera.docs.refresh=true} writes them anew.
 */
final class ModelDocumentTest {

    /** A name in the last column: an assumption, or an option that is not the service's own word for something. */
    private static final Pattern NAME = Pattern.compile(
            "`(?:ModelGeneration\\.)?([A-Z0-9]+(?:_[A-Z0-9]+)+|\\w*(?:Every|Limit|Left|After|Bytes|Lifetime"
                    + "|Sessions|Paths|Models|Modality))`");

    private static final Set<String> OPTIONS = Stream.of(EmulatorOptions.class, ModelGeneration.class)
            .flatMap(options -> Arrays.stream(options.getMethods()))
            .map(Method::getName)
            .collect(Collectors.toSet());

    private static final Path DOCUMENT = Path.of("../docs/emulator-model.md");
    private static final Path ASSUMPTIONS = Path.of("src/main/java/dev/ephemera/emulator/Assumption.java");
    private static final Pattern TABLE = Pattern.compile("<!-- table: (\\w+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);
    private static final Pattern CONSTANT = Pattern.compile("/\\*\\*(.*?)\\*/\\s+([A-Z0-9_]+)\\b", Pattern.DOTALL);

    @Test
    void tables_areWhatTheEmulatorGoesBy() throws IOException {
        Map<String, String> tables =
                Map.of("generations", generations(), "detection", detection(), "assumptions", assumptions());
        String document = Files.readString(DOCUMENT);
        String printed = TABLE.matcher(document)
                .replaceAll(table -> Matcher.quoteReplacement(
                        "<!-- table: " + table.group(1) + " -->\n" + tables.get(table.group(1)) + "<!-- end -->"));
        if (Boolean.getBoolean("ephemera.docs.refresh")) {
            Files.writeString(DOCUMENT, printed);
        }

        assertThat(document)
                .as("docs/emulator-model.md; refresh its tables with -Dephemera.docs.refresh=true")
                .isEqualTo(printed);
        assertThat(TABLE.matcher(document).results().map(table -> table.group(1)))
                .containsExactlyInAnyOrderElementsOf(tables.keySet());
    }

    /** What the table of unknowns says to choose by is there to choose by. */
    @Test
    void unknowns_areChosenByWhatThereIs() throws IOException {
        String document = Files.readString(DOCUMENT);
        String table =
                document.substring(document.indexOf("## What is not known"), document.indexOf("## What is assumed"));
        Set<String> named =
                NAME.matcher(table).results().map(name -> name.group(1)).collect(Collectors.toSet());
        Set<String> assumptions =
                Arrays.stream(Assumption.values()).map(Assumption::name).collect(Collectors.toSet());
        assertThat(named)
                .contains("pingEvery", "refusedMaskPaths", "V1_IS_ABSENT")
                .allSatisfy(name -> assertThat(OPTIONS.contains(name) || assumptions.contains(name))
                        .as(name)
                        .isTrue());
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String table(List<String> head, Stream<List<String>> rows) {
        return row(head)
                + row(head.stream().map(cell -> "---").toList())
                + rows.map(ModelDocumentTest::row).collect(Collectors.joining());
    }

    private static String generations() {
        return table(
                List.of(
                        "generation",
                        "names that contain",
                        "answers in",
                        "by default",
                        "`clientContent`",
                        "functions block",
                        "proactive",
                        "turns include",
                        "usage",
                        "context window"),
                ModelGeneration.known().stream()
                        .map(generation -> List.of(
                                generation.name(),
                                generation.models().isEmpty()
                                        ? "anything"
                                        : "`" + generation.models().replace("|", "\\|") + "`",
                                generation.onlyTranscribes()
                                        ? "transcriptions only"
                                        : generation.modalities().stream()
                                                .map(modality -> modality.value())
                                                .sorted()
                                                .collect(Collectors.joining(", ")),
                                generation.onlyTranscribes()
                                        ? ""
                                        : generation.defaultModality().value(),
                                generation.clientContentOnlySeeds() ? "initial history only" : "any time",
                                generation.nonBlockingCalls()
                                        ? generation.callsBlock() ? "by default" : "if declared so"
                                        : "always",
                                generation.alwaysProactive() ? "always" : "if asked for",
                                "`" + generation.turnCoverage().value() + "`",
                                generation.usageNames() == ModelGeneration.UsageNames.RESPONSE
                                        ? "`response…`"
                                        : "`candidates…`",
                                String.valueOf(generation.contextWindow()))));
    }

    private static String detection() {
        return table(
                List.of(
                        "sensitivity",
                        "speech begins at",
                        "after (`prefixPaddingMs`)",
                        "goes on from",
                        "ends after silence of (`silenceDurationMs`)"),
                Stream.of("HIGH", "LOW").map(sensitivity -> {
                    VoiceActivityDetector.Settings settings = settings(sensitivity);
                    return List.of(
                            "`START_SENSITIVITY_" + sensitivity + "`, `END_SENSITIVITY_" + sensitivity + "`",
                            (int) settings.startLevel() + " dB",
                            settings.prefixPadding().toMillis() + " ms",
                            (int) settings.endLevel() + " dB",
                            settings.silence().toMillis() + " ms");
                }));
    }

    private static VoiceActivityDetector.Settings settings(String sensitivity) {
        var config = Json.object();
        config.putObject("automaticActivityDetection")
                .put("startOfSpeechSensitivity", "START_SENSITIVITY_" + sensitivity)
                .put("endOfSpeechSensitivity", "END_SENSITIVITY_" + sensitivity);
        return RealtimeSettings.of(config).detection();
    }

    /** The constants with their Javadoc: first what is assumed, then the default. */
    private static String assumptions() throws IOException {
        String source = Files.readString(ASSUMPTIONS);
        Map<String, String> described = CONSTANT.matcher(source.substring(source.indexOf('{')))
                .results()
                .collect(Collectors.toMap(constant -> constant.group(2), ModelDocumentTest::text));
        return table(
                List.of("`Assumption`", "what it assumes, and the default"),
                Arrays.stream(Assumption.values())
                        .map(assumption -> List.of("`" + assumption + "`", described.get(assumption.name()))));
    }

    private static String text(MatchResult constant) {
        return constant.group(1)
                .replaceAll("\\s*\\n\\s*\\*\\s?", " ")
                .replaceAll("\\{@code ([^}]*)\\}", "`$1`")
                .replaceAll("\\{@link [\\w.]*#?(\\w+)(\\(\\))?\\}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
