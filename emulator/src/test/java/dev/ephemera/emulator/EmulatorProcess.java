package dev.ephemera.emulator;

import dev.ephemera.emulator.internal.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The emulator as a program in a process of its own, so that its memory and its sockets are its own, too. */
final class EmulatorProcess implements AutoCloseable {

    static final String KEY = "ephemera-emulator-key";

    private final Process process;
    private final URI url;
    private final Duration startedIn;

    private EmulatorProcess(Process process, URI url, Duration startedIn) {
        this.process = process;
        this.url = url;
        this.startedIn = startedIn;
    }

    /** Starts it with these options of the virtual machine. */
    static EmulatorProcess start(String... options) throws IOException {
        return start(new ProcessBuilder(), options, "--key", KEY);
    }

    /** Starts it before another, whose key it sends there in the place of its own. */
    static EmulatorProcess recording(GeminiEmulator upstream, Path file, String... options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().put("EPHEMERA_UPSTREAM_KEY", upstream.apiKey());
        return start(
                builder,
                options,
                "--key",
                KEY,
                "--upstream",
                upstream.baseUrl().toString(),
                "--record",
                file.toString());
    }

    private static EmulatorProcess start(ProcessBuilder builder, String[] options, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(words));
        long start = System.nanoTime();
        Process process = builder.command(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String first = out.lines()
                .filter(line -> line.contains("http://"))
                .findFirst()
                .orElseThrow(() -> new IOException("the emulator ended before it listened"));
        URI url = URI.create(first.substring(first.indexOf("http://")).strip());
        return new EmulatorProcess(process, url, Duration.ofNanos(System.nanoTime() - start));
    }

    int port() {
        return url.getPort();
    }

    Duration startedIn() {
        return startedIn;
    }

    /** Opens a session with the key. */
    LiveClient live() {
        return open("v1beta", false, "key=" + KEY);
    }

    /** Opens a session with a token. */
    LiveClient live(String token) {
        return open("v1alpha", true, "access_token=" + token);
    }

    private LiveClient open(String version, boolean constrained, String query) {
        return LiveClient.open(
                HttpClient.newHttpClient(),
                "ws://127.0.0.1:" + port() + LiveClient.path(version, constrained) + "?" + query);
    }

    /** Asks for a token, as a good client does. */
    String mint() {
        return mint("{}");
    }

    String mint(String body) {
        HttpRequest create = HttpRequest.newBuilder(url.resolve("/v1alpha/auth_tokens"))
                .header("x-goog-api-key", KEY)
                .timeout(Duration.ofMinutes(1))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            String answer = HttpClient.newHttpClient()
                    .send(create, BodyHandlers.ofString())
                    .body();
            return Rest.json(answer).path("name").asString();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Opens a session and has a turn in it, as a good client does. */
    void talk() {
        try (LiveClient client = live(mint())) {
            client.setUp("{\"model\":\"models/m\"}").send("{\"realtimeInput\":{\"text\":\"hello\"}}");
            client.turn();
        }
    }

    /** What the system says of the process, where it says it: resident memory and threads. */
    String footprint() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return "unknown memory and threads";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("Threads"))
                .map(line -> line.replaceAll("\\s+", " "))
                .collect(Collectors.joining(", "));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
