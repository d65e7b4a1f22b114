package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.live.Close;
import dev.ephemera.emulator.internal.live.RealtimeInput;
import dev.ephemera.emulator.internal.live.RefusedException;
import dev.ephemera.emulator.internal.protojson.Normalised;
import dev.ephemera.emulator.internal.protojson.Normaliser;
import dev.ephemera.emulator.internal.script.DurationText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Writes one session down, message by message. Safe for use by any thread. */
public final class Recording {

    private final String apiVersion;
    private final Clock clock;
    private final Placeholders placeholders;
    private final ClientSide client;
    private final ServerSide server;
    private final Consumer<ObjectNode> finished;
    private final ObjectNode script;
    private final ArrayNode steps;
    private @Nullable ObjectNode step;
    private Duration heard = Duration.ZERO;
    private Instant last;
    private boolean over;

    Recording(
            int connection, String apiVersion, Clock clock, Placeholders placeholders, Consumer<ObjectNode> finished) {
        this.apiVersion = apiVersion;
        this.clock = clock;
        this.placeholders = placeholders;
        this.client = new ClientSide(placeholders);
        this.server = new ServerSide(placeholders);
        this.finished = finished;
        this.last = clock.instant();
        this.script = Json.object()
                .put("name", "recorded session " + connection)
                .put("connection", connection)
                .put("enforce", false);
        this.steps = script.putArray("steps");
    }

    /** Takes a message of the client, before it is passed on. */
    public synchronized void fromClient(byte[] payload) {
        last = now();
        JsonNode message = message(payload);
        Duration audio = audio(message);
        if (audio.isZero()) {
            expect(client.expectation(message));
            return;
        }
        heard = heard.plus(audio);
        if (step == null || !step.path("expect").has("audio") || step.has("then")) {
            heard = audio;
            expect(Json.object().set("audio", Json.object()));
        }
        current().withObjectProperty("expect").withObjectProperty("audio").put("atLeast", DurationText.write(heard));
    }

    /** Takes a message of the service, before it is passed on. */
    public synchronized void fromServer(byte[] payload, boolean text) {
        act(reply(payload, text));
    }

    /**
     * Takes the end.
     *
     * @param code the close code; 1006 for a connection that was cut
     * @param byServer whether the service ended it; if not, nothing is written
     */
    public synchronized void ended(int code, String reason, boolean byServer) {
        if (over) {
            return;
        }
        if (byServer && Close.may(code)) {
            ObjectNode close = Json.object().put("code", code);
            if (!reason.isEmpty()) {
                close.put("reason", placeholders.scrub(reason));
            }
            act(Json.object().set("close", close));
        }
        over = true;
        finished.accept(script);
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
        try {
            String words = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            if (text) {
                return Json.object().put("raw", placeholders.scrub(words));
            }
        } catch (CharacterCodingException notUtf8) {
            // It is written as bytes.
        }
        return Json.object()
                .set("raw", Json.object().put("base64", Base64.getEncoder().encodeToString(payload)));
    }

    private void expect(JsonNode what) {
        step = steps.addObject();
        step.set("expect", what);
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
            step = steps.addObject();
            step.put("expect", "open");
        }
        return step;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
