package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.ModelGeneration;
import dev.ephemera.emulator.script.InvalidScriptException;
import dev.ephemera.emulator.script.Script;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the program was started with. */
@Command(
        name = "java -jar ephemera-emulator.jar",
        description =
                "Emulates ephemeral tokens and Live sessions of the Gemini Developer API until it is told to end.",
        sortOptions = false,
        usageHelpWidth = 100)
final class Arguments {

    private static final String NOW = "now";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", description = "listen on this port (default: any free one)")
    private int port;

    @Option(names = "--host", paramLabel = "H", description = "listen on this address (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(names = "--let-others-reach-this", description = "allow a --host that others reach, and can mint tokens at")
    private boolean letOthersReachThis;

    @Option(names = "--tls", description = "serve https and wss with a certificate that is made at the start")
    private boolean tls;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description =
                    "write what clients have to trust as PEM, for NODE_EXTRA_CA_CERTS and SSL_CERT_FILE; implies --tls")
    private @Nullable Path certificate;

    @Option(
            names = "--trust-store",
            paramLabel = "FILE",
            description = "write it as PKCS12, for Java's javax.net.ssl.trustStore; implies --tls")
    private @Nullable Path trustStore;

    @Option(
            names = "--control-port",
            paramLabel = "N",
            description = "serve the status page and the control API on this port of 127.0.0.1 (default: any free one)")
    private int controlPort;

    @Option(names = "--no-control", description = "serve neither")
    private boolean noControl;

    @Option(
            names = "--virtual",
            paramLabel = "INSTANT",
            arity = "0..1",
            fallbackValue = NOW,
            description = "let time stand still, from now or an instant such as 2030-01-01T00:00:00Z on,"
                    + " until POST /clock/advance of the control API moves it")
    private @Nullable String virtual;

    @Option(
            names = "--key",
            paramLabel = "K",
            description = "the API key that is valid (default: ephemera-emulator-key)")
    private @Nullable String key;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "let every model behave as those do that are named so, whatever its own name")
    private @Nullable String model;

    @Option(
            names = "--model-deny",
            paramLabel = "NAME",
            description = "a model that does not exist; may be given several times")
    private List<String> deniedModels = new ArrayList<>();

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "play the scripts in a YAML file; may be given several times")
    private List<Path> scripts = new ArrayList<>();

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description = "answer nothing, but hand everything on to another endpoint and back")
    private @Nullable URI upstream;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "write the sessions with --upstream as scripts that replay them, without secrets")
    private @Nullable Path recording;

    @Option(names = "--verbose", description = "print what passes, without secrets")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    private boolean unusedHelp; // picocli looks at it

    /**
     * Makes the emulator's options.
     *
     * @throws ParameterException if something given cannot be
     */
    EmulatorOptions options() {
        try {
            EmulatorOptions.Builder options = EmulatorOptions.builder();
            options.port(port)
                    .host(host)
                    .letOthersReachThis(letOthersReachThis)
                    .tls(tls())
                    .addAllDeniedModels(deniedModels);
            if (!noControl) {
                options.controlPort(controlPort);
            }
            if (model != null) {
                ModelGeneration generation = EmulatorOptions.builder().build().generationOf(model);
                options.modelGenerations(
                        List.of(generation.toBuilder().models("").build()));
            }
            if (key != null) {
                options.apiKey(key);
            }
            if (upstream != null) {
                options.upstream(upstream);
            }
            if (recording != null) {
                options.recordTo(recording);
            }
            if (virtual != null) {
                options.clock(EmulatorClock.virtual(virtual.equals(NOW) ? Instant.now() : Instant.parse(virtual)));
            }
            return options.build();
        } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /**
     * Reads the scripts.
     *
     * @throws InvalidScriptException if a file holds something else
     * @throws UncheckedIOException if a file cannot be read
     */
    List<Script> scripts() {
        return scripts.stream().flatMap(file -> Script.readAll(file).stream()).toList();
    }

    private boolean tls() {
        return tls || certificate != null || trustStore != null;
    }

    @Nullable Path certificate() {
        return certificate;
    }

    @Nullable Path trustStore() {
        return trustStore;
    }

    boolean verbose() {
        return verbose;
    }
}
