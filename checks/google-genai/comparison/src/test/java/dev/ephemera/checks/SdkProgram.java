package dev.ephemera.checks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One of Google's clients, in a process of its own that ends when its input does. */
final class SdkProgram extends Sdk {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Supplier<ProcessBuilder> program;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    /** The newest one; what an older one still tells does not count. */
    private final AtomicInteger session = new AtomicInteger();

    private final Queue<String> printed = new ConcurrentLinkedQueue<>();

    private BufferedWriter requests;

    SdkProgram(String name, int closeCode, Supplier<ProcessBuilder> program) {
        super(name, closeCode);
        this.program = program;
    }

    private BufferedWriter requests() throws IOException {
        if (requests == null) {
            ProcessBuilder builder = program.get().redirectErrorStream(true);
            builder.environment().keySet().removeIf(key -> key.startsWith("GOOGLE_") || key.startsWith("GEMINI_"));
            Process process = builder.start();
            Thread reader = new Thread(() -> read(process), "reads " + this);
            reader.setDaemon(true);
            reader.start();
            requests = process.outputWriter(StandardCharsets.UTF_8);
        }
        return requests;
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
            BufferedWriter out = requests();
            out.write(request.toString());
            out.newLine();
            out.flush();
            JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer == null || answer.has("ended")) {
                throw new IllegalStateException(this + " does not answer\n" + String.join("\n", printed));
            }
            if (answer.has("failure")) {
                throw new SdkFailure(answer.path("failure").stringValue());
            }
            return answer.path("answer");
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(this + " takes no request\n" + String.join("\n", printed), broken);
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
        answers.add(MAPPER.createObjectNode().put("ended", true));
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JacksonException text) {
            return MAPPER.missingNode();
        }
    }
}
