package dev.ephemera.emulator.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.GeminiEmulator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the program says of keys; the rest of it is seen when it runs. */
final class GreetingTest {

    private static List<String> greeting(Optional<String> upstreamKey, String... words) throws UsageException {
        Arguments arguments = Arguments.of(Given.read(words), upstreamKey);
        try (GeminiEmulator emulator = GeminiEmulator.start(arguments.options())) {
            return Greeting.of(emulator, arguments, false);
        }
    }

    @Test
    void greeting_withoutTls_saysWhichOfGooglesSdksIsServed() throws Exception {
        assertThat(greeting(Optional.empty(), "--port", "0"))
                .anySatisfy(
                        line -> assertThat(line)
                                .matches(
                                        "GOOGLE_GEMINI_BASE_URL=http://127\\.0\\.0\\.1:\\d+ # for Google's JavaScript SDK; .*--tls"))
                .noneMatch(line -> line.contains("GOOGLE_API_KEY"));
    }

    @Test
    void greeting_whereAnotherKeyWins_saysSo() throws Exception {
        Arguments arguments = Arguments.of(Given.read("--tls"), Optional.empty());
        try (GeminiEmulator emulator = GeminiEmulator.start(arguments.options())) {
            assertThat(Greeting.of(emulator, arguments, true))
                    .contains("GOOGLE_GEMINI_BASE_URL=" + emulator.baseUrl())
                    .last()
                    .asString()
                    .startsWith("GOOGLE_API_KEY is set here; ");
        }
    }

    @Test
    void greeting_ofARecorderWithoutAKey_saysWhoseClientsNeed() throws Exception {
        assertThat(greeting(Optional.empty(), "--upstream", "https://there.example"))
                .anyMatch(line -> line.startsWith("EPHEMERA_EMULATOR=127.0.0.1:"))
                .noneMatch(line -> line.startsWith("GEMINI_API_KEY="))
                .last()
                .asString()
                .contains("https://there.example", "EPHEMERA_UPSTREAM_KEY", "EPHEMERA_EMULATOR_KEY");
    }

    @Test
    void greeting_ofARecorderWithAKey_showsNoneButItsOwn() throws Exception {
        assertThat(greeting(Optional.of(" the-real-key\n"), "--upstream", "https://there.example", "--key", "mine"))
                .contains("GEMINI_API_KEY=mine", "EPHEMERA_EMULATOR_KEY=mine")
                .noneMatch(line -> line.contains("the-real-key"))
                .last()
                .asString()
                .contains("https://there.example", "with the key in EPHEMERA_UPSTREAM_KEY");
    }
}
