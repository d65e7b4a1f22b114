package dev.ephemera.emulator.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.types.Modality;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program is started with, and what it refuses. */
final class ArgumentsTest {

    private static Arguments arguments(String... words) throws UsageException {
        return Arguments.of(Given.read(words), Optional.empty());
    }

    private static EmulatorOptions options(String... words) throws UsageException {
        return arguments(words).options();
    }

    @Test
    void arguments_whenRight_becomeOptions() throws Exception {
        EmulatorOptions options = options(
                "--port",
                "1234",
                "--host",
                "0.0.0.0",
                "--let-others-reach-this",
                "--control-port=4321",
                "--tls",
                "--model-deny",
                "a",
                "--model-deny",
                "models/b");
        assertThat(options)
                .isEqualTo(EmulatorOptions.builder()
                        .port(1234)
                        .host("0.0.0.0")
                        .letOthersReachThis(true)
                        .controlPort(4321)
                        .tls(true)
                        .addDeniedModels("a", "models/b")
                        .clock(options.clock())
                        .build());
        assertThat(options.clock().isVirtual()).isFalse();
        assertThat(options("--virtual", "--verbose").clock().isVirtual()).isTrue();
        assertThat(options("--virtual", "2030-01-01T00:00:00Z").clock().instant())
                .isEqualTo("2030-01-01T00:00:00Z");
        assertThat(options("--trust-store", "f").tls()).isTrue();
        assertThat(options("--no-control").controlPort()).isEmpty();
        assertThat(options("--text-frames").textFrames()).isTrue();
        assertThat(options("--key", "mine").apiKey()).isEqualTo("mine");
        assertThat(options("--upstream", "https://there:1/x").upstream()).contains(URI.create("https://there:1/x"));
        assertThat(options("--upstream", "https://there", "--no-control", "--record", "f")
                        .recordTo())
                .contains(Path.of("f"));
        EmulatorOptions none = options();
        assertThat(none)
                .isEqualTo(EmulatorOptions.builder()
                        .controlPort(0)
                        .clock(none.clock())
                        .build());
    }

    @Test
    void arguments_withAModel_letEveryOtherBehaveAsItDoes() throws Exception {
        EmulatorOptions known = EmulatorOptions.builder().build();
        EmulatorOptions options = options("--model", "gemini-2.5-flash-native-audio-preview");
        assertThat(known.generationOf("models/anything").modalities()).hasSize(2);
        assertThat(options.generationOf("models/anything").modalities()).containsExactly(Modality.AUDIO);
        assertThat(options.generationOf("models/anything").name())
                .isEqualTo(known.generationOf("gemini-2.5-flash-native-audio-preview")
                        .name());
    }

    @ParameterizedTest
    @EnumSource
    void assumption_byItsNameInEitherForm_isAssumed(Assumption assumption) throws Exception {
        String dashed = assumption.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(options("--assume", assumption.name()).assumptions()).containsExactly(assumption);
        assertThat(options("--assume", dashed, "--assume", "NO_GO_AWAY").assumptions())
                .containsOnly(assumption, Assumption.NO_GO_AWAY);
    }

    @Test
    void assumption_thatThereIsNot_isRefusedWithAllThatThereAre() {
        assertThatThrownBy(() -> options("--assume", "go-away"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--assume is go-away; give one of V1_IS_ABSENT, ")
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains(Stream.of(Assumption.values())
                                .map(Assumption::name)
                                .toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port | --port is given without its value.",
                "--port x | --port is x; give a number from 0 to 65535, 0 for any free port.",
                "--port 65536 | --port is 65536; give a number from 0 to 65535, 0 for any free port.",
                "--port 99999999999 | --port is 99999999999; give a number from 0 to 65535, 0 for any free port.",
                "--control-port -1 | --control-port is -1; give a number from 0 to 65535, 0 for any free port.",
                "--port 1 --port 2 | --port is given twice; give it once.",
                "--host 0.0.0.0 | --host is 0.0.0.0, which others may reach, and could mint tokens at; give 127.0.0.1, or"
                        + " --let-others-reach-this too.",
                "--host= | --host is blank; give a name or an address of this machine.",
                "--model= | --model is blank; give the name of a model, such as gemini-2.5-flash-native-audio.",
                "--model-deny a --model-deny= | --model-deny is blank; give the name of a model, such as"
                        + " gemini-2.5-flash-native-audio.",
                "--virtual +10000-01-01T00:00:00Z | --virtual is +10000-01-01T00:00:00Z; give an instant such as"
                        + " 2030-01-01T00:00:00Z, or nothing for now.",
                "--key= | --key: the apiKey is blank; give any other text.",
                "--key schlüssel | --key: the apiKey holds what no header carries; give printable ASCII with no blank at either"
                        + " end.",
                "--upstream ftp://x | --upstream is ftp://x; give a base URL with https or wss, or with http or ws on this machine.",
                "--upstream : | --upstream is :; give a base URL with https or wss, or with http or ws on this machine.",
                "--upstream http://x | --upstream is http://x; give a base URL with https or wss, or with http or ws on this"
                        + " machine.",
                "--upstream http://me:word@x | --upstream holds a name or a password, which is not sent; leave out what is before"
                        + " @.",
                "--virtual yesterday | --virtual is yesterday; give an instant such as 2030-01-01T00:00:00Z, or nothing for"
                        + " now.",
                "--certificate no/such/f | --certificate is no/such/f; give a file in a directory that exists.",
                "--upstream http://x --record src | --record is src; give a file, for this is a directory.",
                "--contr 1 | There is no option --contr; there are --port, --host, --let-others-reach-this, --tls,"
                        + " --certificate, --trust-store, --control-port, --no-control, --virtual, --key, --model,"
                        + " --model-deny, --assume, --text-frames, --script, --upstream, --record, --verbose, --version,"
                        + " --help, which --help explains.",
                "--assume DEFAULT_MODALITY_IS_TEXT --assume default-modality-is-audio | --assume: the assumptions hold both"
                        + " DEFAULT_MODALITY_IS_AUDIO and DEFAULT_MODALITY_IS_TEXT; choose one.",
            })
    void arguments_whenWrong_areRefusedByNameWithTheWayOut(String words, String message) {
        assertThatThrownBy(() -> options(words.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void arguments_thatAreNoOption_areRefused() {
        assertThatThrownBy(() -> options("4711")).hasMessageStartingWith("There is no option 4711; there are --port");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--no-control --control-port 1 | --no-control and --control-port do not go together: one port is served or"
                        + " none; leave out one of them.",
                "--virtual --no-control | --no-control and --virtual do not go together: nothing but the control API moves"
                        + " the time; leave out --no-control, or --virtual for the system's time.",
                "--upstream http://x --script f | --upstream and --script do not go together: the other endpoint answers, and"
                        + " plays no script; leave out one of them.",
                "--upstream http://x --model m | --upstream and --model do not go together: the other endpoint's own models"
                        + " answer; leave out one of them.",
                "--upstream http://x --model-deny m | --upstream and --model-deny do not go together: the other endpoint's own"
                        + " models answer; leave out one of them.",
                "--upstream http://x --assume NO_GO_AWAY | --upstream and --assume do not go together: the other endpoint does"
                        + " what it does; leave out one of them.",
                "--upstream http://x --text-frames | --upstream and --text-frames do not go together: the other endpoint's"
                        + " frames are handed on as they are; leave out one of them.",
                "--upstream http://x --key k | --upstream and --key do not go together: clients present the other endpoint's"
                        + " credential; leave out --key, or give that endpoint's key in EPHEMERA_UPSTREAM_KEY.",
                "--upstream http://x --virtual | --upstream and --virtual do not go together: the other endpoint's time does"
                        + " not stand still; leave out one of them.",
                "--record f | --record has nothing to record without --upstream; name the endpoint there.",
                "--upstream http://x --no-control | --upstream and --no-control leave nobody who could have what is recorded;"
                        + " give --record FILE, or leave out --no-control.",
                "--let-others-reach-this | --let-others-reach-this does nothing without --host; give the address there,"
                        + " 0.0.0.0 for all.",
                "--port 8080 --control-port 8080 | --port and --control-port are the same; give two that differ, or 0 for any"
                        + " free one.",
                "--certificate f --trust-store ./f | --certificate and --trust-store both name ./f; give two different"
                        + " files.",
                "--certificate f --script f | --certificate and --script both name f; give two different files.",
            })
    void arguments_thatCannotWorkTogether_areRefusedByNameWithTheWayOut(String words, String message) {
        assertThatThrownBy(() -> options(words.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void key_ofTheRealService_isRefusedAndNotRepeated() {
        String real = "AI" + "za" + "SyTHISISNOKEY0123456789-abcdef_ghij";
        assertThatThrownBy(() -> options("--key", real))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "--key: the apiKey holds what looks like a Google API key (AIza…) (fingerprint ")
                .hasMessageNotContaining(real);
    }

    @Test
    void upstreamKey_countsWithUpstreamOnly() throws Exception {
        Optional<String> key = Optional.of(" real ");
        assertThat(Arguments.of(Given.read("--upstream", "https://x"), key)
                        .options()
                        .upstreamKey())
                .hasValue("real");
        assertThat(Arguments.of(Given.read(), key).options().upstreamKey()).isEmpty();
        assertThat(Arguments.of(Given.read("--upstream", "https://x"), Optional.of(" "))
                        .options()
                        .upstreamKey())
                .isEmpty();
        assertThat(Arguments.of(Given.read("--upstream", "https://x", "--key", "mine"), key)
                        .options()
                        .apiKey())
                .isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --key ephemera-emulator-key"})
    void upstreamKey_thatOthersCouldSpend_isRefused(String own) throws Exception {
        String words = "--upstream http://x --host 0.0.0.0 --let-others-reach-this" + own;
        Given given = Given.read(words.split(" "));
        assertThatThrownBy(() -> Arguments.of(given, Optional.of("real")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--let-others-reach-this lets others spend the key in EPHEMERA_UPSTREAM_KEY by the emulator's own,"
                                + " which everybody knows; give a --key that nobody can guess.");
    }

    @Test
    void scripts_ofSeveralFiles_areReadInOrder(@TempDir Path directory) throws Exception {
        Path one = Files.writeString(directory.resolve("one.yaml"), "name: a\n---\nname: b\n");
        Path two = Files.writeString(directory.resolve("two.yaml"), "name: c\n");
        assertThat(arguments("--script", one.toString(), "--script", two.toString())
                        .scripts())
                .extracting(script -> script.toYaml().strip())
                .containsExactly("name: a", "name: b", "name: c");
    }

    @Test
    void scripts_thatAreNone_areRefusedWithTheFileAndTheLine(@TempDir Path directory) throws Exception {
        Path wrong = Files.writeString(directory.resolve("wrong.yaml"), "name: a\nstep: []\n");
        Path empty = Files.writeString(directory.resolve("empty.yaml"), "# nothing\n");
        Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});
        Path missing = directory.resolve("missing.yaml");
        Stream.of(
                        new String[] {wrong.toString(), " is no script: line 2: step is no key here; the keys are"},
                        new String[] {empty.toString(), " holds no script."},
                        new String[] {binary.toString(), " cannot be read: it is no text in UTF-8."},
                        new String[] {missing.toString(), " cannot be read: there is no such file."},
                        new String[] {directory.toString(), " cannot be read: Is a directory."})
                .forEach(file -> assertThatThrownBy(
                                () -> arguments("--script", file[0]).scripts())
                        .isInstanceOf(UsageException.class)
                        .hasMessageStartingWith("--script " + file[0] + file[1]));
    }
}
