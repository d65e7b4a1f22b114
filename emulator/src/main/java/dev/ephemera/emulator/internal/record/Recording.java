package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.live.Close;
import dev.ephemera.emulator.internal.live.RealtimeInput;
import dev.ephemera.emulator.internal.live.RefusedException;
import dev.ephemera.emulator.internal.live.Witness;
import dev.ephemera.emulator.internal.protojson.Normalised;
import dev.ephemera.emulator.internal.protojson.Normaliser;
import dev.ephemera.emulator.internal.script.DurationText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Writes one session down, message by message. Safe for use by any thread. */
public final class Recording implements Witness {

    static final int KILOBYTE = 1024;

    private static final Logger LOG = System.getLogger(Recording.class.getName());

    /** What a close frame without a code is written as: a script knows none. */
    private static final int WITHOUT_CODE = 1000;

    private final String apiVersion;
    private final Clock clock;
    private final Placeholders placeholders;
    private final ClientSide client;
    private final ServerSide server;
    private final Semaphore kilobytes;
    private final ObjIntConsumer<ObjectNode> finished;
    private ObjectNode script;
    private @Nullable ObjectNode step;
    private boolean spoken;
    private Duration heard = Duration.ZERO;
    private Instant last;
    private int weight;
    private boolean full;
    private boolean over;

    /**
     * Begins.
     *
     * @param kilobytes what all sessions may take up together, of which it takes its part
     * @param finished takes the script in the end, and how many kilobytes are to be given back
     */
    Recording(
            int connection,
            String apiVersion,
            Clock clock,
            Placeholders placeholders,
            Semaphore kilobytes,
            ObjIntConsumer<ObjectNode> finished) {
        this.apiVersion = apiVersion;
        this.clock = clock;
        this.placeholders = placeholders;
        this.client = new ClientSide(placeholders);
        this.server = new ServerSide(placeholders);
        this.kilobytes = kilobytes;
        this.finished = finished;
        this.last = clock.instant();
        this.script = Json.object()
                .put("name", "recorded session " + connection)
                .put("connection", connection)
                .put("enforce", false);
        this.script.putArray("steps");
    }

    @Override
    public synchronized void fromClient(byte[] payload) {
        last = now();
        JsonNode message = message(payload);
        Duration audio = audio(message);
        if (!hasRoom(audio.isZero() ? cost(payload) : 0)) {
            return;
        }
        if (audio.isZero()) {
            expect(message);
            return;
        }
        heard = heard.plus(audio);
        if (step == null || !step.path("expect").has("audio") || step.has("then")) {
            heard = audio;
            awaits(Json.object().set("audio", Json.object()));
        }
        current().withObjectProperty("expect").withObjectProperty("audio").put("atLeast", DurationText.write(heard));
    }

    @Override
    public synchronized void fromServer(byte[] payload, boolean text) {
        if (hasRoom(cost(payload))) {
            act(reply(payload, text));
        }
    }

    private static int cost(byte[] payload) {
        return 1 + payload.length / KILOBYTE;
    }

    /** Takes room for a message; where there is none, the script ends for good. */
    private boolean hasRoom(int needed) {
        if (!full && !kilobytes.tryAcquire(needed)) {
            full = true;
            script.put("name", script.path("name").asString() + ", incomplete");
            LOG.log(
                    Level.WARNING,
                    "The " + script.path("name").asString() + ": what is recorded of all open sessions takes up an"
                            + " eighth of the heap; give the Java run time more with -Xmx, or record shorter sessions.");
        } else if (!full) {
            weight += needed;
        }
        return !full;
    }

    /** {@inheritDoc} An end that the client brought about is not written. */
    @Override
    public synchronized void ended(int code, String reason, boolean byServer) {
        if (over) {
            return;
        }
        if (byServer && !full) {
            ObjectNode close = Json.object().put("code", Close.may(code) ? code : WITHOUT_CODE);
            if (!reason.isEmpty()) {
                close.put("reason", placeholders.scrub(reason));
            }
            act(Json.object().set("close", close));
        }
        over = true;
        finished.accept(script, weight);
        script = Json.object(); // the session stays, and would keep what was recorded
        step = null;
    }

    private JsonNode message(byte[] payload) {
        try {
            JsonNode json = Json.parse(payload);
            Normalised read = Normaliser.read(apiVersion, "LiveClientMessage", "", json);
            return read.valid() ? read.message() : json;
        } catch (MalformedJsonException malformed) {
            return StringNode.valueOf(malformed.why());
        }
    }

    /** How much audio a message holds that holds nothing else. */
    private static Duration audio(JsonNode message) {
        try {
            return message.path("realtimeInput") instanceof ObjectNode input
                            && input.size() == 1
                            && (input.has("audio") || input.has("mediaChunks"))
                    ? RealtimeInput.read(input).length()
                    : Duration.ZERO;
        } catch (RefusedException | IllegalArgumentException none) {
            return Duration.ZERO;
        }
    }

    private ObjectNode reply(byte[] payload, boolean text) {
        try {
            if (Json.parse(payload) instanceof ObjectNode message) {
                return server.action(message);
            }
        } catch (MalformedJsonException malformed) {
            // It is written as it came.
        }
        String words = new String(payload, StandardCharsets.UTF_8);
        boolean isText = Arrays.equals(payload, words.getBytes(StandardCharsets.UTF_8));
        if (text && isText) {
            return Json.object().put("raw", placeholders.scrub(words));
        }
        Charset charset = isText ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1; // which keeps every byte
        byte[] bytes = placeholders.scrub(new String(payload, charset)).getBytes(charset);
        return Json.object()
                .set("raw", Json.object().put("base64", Base64.getEncoder().encodeToString(bytes)));
    }

    private void expect(JsonNode message) {
        boolean setup = message.has("setup");
        boolean first = !spoken;
        // A script has one setup, before any other message; another is any message to it.
        awaits(setup && !first ? ClientSide.anything() : client.expectation(message));
        if (setup && first) {
            // Said in so many words: a setup that nothing follows would be answered with setupComplete.
            current().putArray("then");
        }
    }

    private void awaits(JsonNode what) {
        step = addStep();
        step.set("expect", what);
        spoken = true;
    }

    private void act(ObjectNode action) {
        Instant now = now();
        Duration after = Duration.between(last, now);
        last = now;
        if (after.compareTo(Duration.ZERO) > 0) {
            action.put("after", DurationText.write(after));
        }
        current().withArrayProperty("then").add(action);
    }

    /** The step that goes on; the connection's opening, if nothing was said yet. */
    private ObjectNode current() {
        if (step == null) {
            step = addStep();
            step.put("expect", "open");
        }
        return step;
    }

    private ObjectNode addStep() {
        return script.withArrayProperty("steps").addObject();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
