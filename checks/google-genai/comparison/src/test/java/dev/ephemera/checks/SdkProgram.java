package dev.ephemera.checks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One of Google's clients, in a process of its own that ends when its input does. */
final class SdkProgram extends Sdk {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final BufferedWriter requests;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    /** The newest one; what an older one still tells does not count. */
    private final AtomicInteger session = new AtomicInteger();

    private final Queue<String> printed = new ConcurrentLinkedQueue<>();

    private SdkProgram(String name, int closeCode, Process process) {
        super(name, closeCode);
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> read(process), "reads " + name);
        reader.setDaemon(true);
        reader.start();
    }

    static SdkProgram start(String name, int closeCode, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> key.startsWith("GOOGLE_") || key.startsWith("GEMINI_"));
        builder.environment().putAll(environment);
        try {
            return new SdkProgram(name, closeCode, builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    String mint(Target target, JsonNode config) {
        return ask(request("mint", target).set("config", config)).stringValue();
    }

    @Override
    void connect(Target target, String model, JsonNode config) {
        int connecting = session.incrementAndGet();
        forget();
        ask(request("connect", target)
                .put("session", connecting)
                .put("model", model)
                .set("config", config));
    }

    @Override
    void send(String member, String body) {
        ask(MAPPER.createObjectNode().put("do", "send").put("member", member).set("body", MAPPER.readTree(body)));
    }

    @Override
    void close() {
        ask(MAPPER.createObjectNode().put("do", "close"));
    }

    private static ObjectNode request(String what, Target target) {
        ObjectNode request = MAPPER.valueToTree(target);
        return request.put("do", what);
    }

    private synchronized JsonNode ask(JsonNode request) {
        try {
            requests.write(request.toString());
            requests.newLine();
            requests.flush();
            JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException(this + " does not answer " + request + "\n" + printed);
            }
            if (answer.has("failure")) {
                throw new SdkFailure(answer.path("failure").stringValue());
            }
            return answer.path("answer");
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(this + " takes no request\n" + printed, broken);
        }
    }

    private void read(Process process) {
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> {
            JsonNode told = parse(line);
            if (told.has("event") && told.path("session").asInt() != session.get()) {
                printed.add(line);
            } else if (told.has("event")) {
                tell(new Event(told.path("event").stringValue(), told.path("body")));
            } else if (told.isObject()) {
                answers.add(told);
            } else {
                printed.add(line);
            }
        });
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JacksonException text) {
            return MAPPER.missingNode();
        }
    }
}
