package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.ModelGeneration;
import dev.ephemera.emulator.internal.FileTrouble;
import dev.ephemera.emulator.internal.http.Loopback;
import dev.ephemera.emulator.script.InvalidScriptException;
import dev.ephemera.emulator.script.Script;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the options of the program mean for the emulator. */
final class Arguments {

    private static final String A_PORT = "a number from 0 to 65535, 0 for any free port";

    /**
     * The variable that holds the API key of {@code --upstream}. It is no option, for what a program is started with can be
     * read by everybody on the machine.
     */
    static final String UPSTREAM_KEY = "EPHEMERA_UPSTREAM_KEY";

    static final String DEFAULT_KEY = EmulatorOptions.builder().build().apiKey();

    private final Given given;
    private final Optional<String> upstreamKey;

    private Arguments(Given given, Optional<String> upstreamKey) {
        this.given = given;
        this.upstreamKey = upstreamKey;
    }

    /**
     * Sees to it that the options go together.
     *
     * @param upstreamKey what {@link #UPSTREAM_KEY} holds; it counts with {@code --upstream} only
     * @throws UsageException if they do not
     */
    static Arguments of(Given given, Optional<String> upstreamKey) throws UsageException {
        Optional<String> counts =
                upstreamKey.map(String::strip).filter(key -> !key.isEmpty()).filter(key -> given.has(Flag.UPSTREAM));
        Conflicts.check(given, counts.isPresent());
        return new Arguments(given, counts);
    }

    /**
     * Makes the emulator's options. These judge each value; what they say is for programmers, so it is said again here.
     *
     * @throws UsageException if a value is none that an option takes
     */
    EmulatorOptions options() throws UsageException {
        for (Flag models : List.of(Flag.MODEL, Flag.MODEL_DENY)) {
            if (given.values(models).stream().anyMatch(String::isBlank)) {
                throw UsageException.wrong(models, "", "the name of a model, such as gemini-2.5-flash-native-audio");
            }
        }
        EmulatorOptions.Builder options = EmulatorOptions.builder()
                .tls(given.has(Flag.TLS)
                        || certificate().isPresent()
                        || trustStore().isPresent())
                .letOthersReachThis(given.has(Flag.LET_OTHERS_REACH_THIS))
                .textFrames(given.has(Flag.TEXT_FRAMES))
                .assumptions(Assumptions.named(given.values(Flag.ASSUME)))
                .addAllDeniedModels(given.values(Flag.MODEL_DENY));
        host().ifPresent(options::host);
        for (Flag file : List.of(Flag.CERTIFICATE, Flag.TRUST_STORE, Flag.RECORD)) {
            writable(file);
        }
        value(Flag.PORT, Arguments::port, A_PORT).ifPresent(options::port);
        if (!given.has(Flag.NO_CONTROL)) {
            options.controlPort(
                    value(Flag.CONTROL_PORT, Arguments::port, A_PORT).orElse(0));
        }
        key().ifPresent(options::apiKey);
        upstream().ifPresent(options::upstream);
        options.upstreamKey(upstreamKey);
        given.value(Flag.RECORD).map(Path::of).ifPresent(options::recordTo);
        model().ifPresent(all -> options.modelGenerations(List.of(all)));
        if (given.has(Flag.VIRTUAL)) {
            options.clock(value(
                            Flag.VIRTUAL,
                            written -> EmulatorClock.virtual(Instant.parse(written)),
                            "an instant such as 2030-01-01T00:00:00Z, or nothing for now")
                    .orElseGet(() -> EmulatorClock.virtual(Instant.now())));
        }
        return options.build();
    }

    private <T> Optional<T> value(Flag flag, Function<String, T> reading, String wanted) throws UsageException {
        Optional<String> written = given.value(flag);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(written.get()));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw UsageException.wrong(flag, written.get(), wanted);
        }
    }

    private static int port(String written) {
        return EmulatorOptions.builder().port(Integer.parseInt(written)).build().port();
    }

    /** What is refused is not said again: it may be a real key. */
    private Optional<String> key() throws UsageException {
        Optional<String> key = given.value(Flag.KEY);
        try {
            key.ifPresent(written -> EmulatorOptions.builder().apiKey(written).build());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--key: the " + wrong.getMessage());
        }
        return key;
    }

    private Optional<URI> upstream() throws UsageException {
        if (given.value(Flag.UPSTREAM)
                .filter(url -> url.matches(".*//[^/?#]*@.*"))
                .isPresent()) {
            throw new UsageException(
                    "--upstream holds a name or a password, which is not sent; leave out what is before @.");
        }
        return value(
                Flag.UPSTREAM, Arguments::endpoint, "a base URL with https or wss, or with http or ws on this machine");
    }

    private static URI endpoint(String written) {
        return EmulatorOptions.builder()
                .upstream(URI.create(written))
                .build()
                .upstream()
                .orElseThrow();
    }

    private Optional<String> host() throws UsageException {
        Optional<String> host = given.value(Flag.HOST);
        if (host.filter(String::isBlank).isPresent()) {
            throw UsageException.wrong(Flag.HOST, "", "a name or an address of this machine");
        }
        if (host.isPresent() && !Loopback.is(host.get()) && !given.has(Flag.LET_OTHERS_REACH_THIS)) {
            throw new UsageException("--host is " + host.get()
                    + ", which others may reach, and could mint tokens at; give 127.0.0.1, or --let-others-reach-this"
                    + " too.");
        }
        return host;
    }

    /** Sees to it, before anything starts, that a file has a place. */
    private void writable(Flag flag) throws UsageException {
        for (String name : given.values(flag)) {
            Path file = Path.of(name).toAbsolutePath();
            if (Files.isDirectory(file)) {
                throw UsageException.wrong(flag, name, "a file, for this is a directory");
            }
            if (file.getParent() == null || !Files.isDirectory(file.getParent())) {
                throw UsageException.wrong(flag, name, "a file in a directory that exists");
            }
        }
    }

    /** How every model behaves, if {@code --model} says so. */
    Optional<ModelGeneration> model() {
        return given.value(Flag.MODEL)
                .map(EmulatorOptions.builder().build()::generationOf)
                .map(generation -> generation.toBuilder().models("").build());
    }

    /**
     * Reads the scripts.
     *
     * @throws UsageException if a file cannot be read, or holds something else; it names the file and the line
     */
    List<Script> scripts() throws UsageException {
        List<Script> scripts = new ArrayList<>();
        for (String file : given.values(Flag.SCRIPT)) {
            List<Script> read = scripts(file);
            if (read.isEmpty()) {
                throw new UsageException("--script " + file + " holds no script.");
            }
            scripts.addAll(read);
        }
        return scripts;
    }

    private static List<Script> scripts(String file) throws UsageException {
        try {
            return Script.yamlDocuments(Files.readString(Path.of(file), StandardCharsets.UTF_8));
        } catch (InvalidScriptException wrong) {
            throw new UsageException("--script " + file + " is no script: " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new UsageException("--script " + file + " cannot be read: " + FileTrouble.reading(unreadable));
        }
    }

    Optional<Path> certificate() {
        return given.value(Flag.CERTIFICATE).map(Path::of);
    }

    Optional<Path> trustStore() {
        return given.value(Flag.TRUST_STORE).map(Path::of);
    }

    boolean verbose() {
        return given.has(Flag.VERBOSE);
    }
}
