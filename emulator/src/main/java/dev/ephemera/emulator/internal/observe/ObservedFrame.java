package dev.ephemera.emulator.internal.observe;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.internal.credential.CredentialText;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.protojson.Redaction;
import dev.ephemera.types.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** A frame with its payload, which is read only when somebody asks. */
final class ObservedFrame implements EmulatedFrame {

    private static final int MOST_SHOWN = 2_000;
    private static final int CODE_BYTES = 2;

    private final Instant at;
    private final Direction direction;
    private final Kind kind;
    private final byte[] payload;

    ObservedFrame(Instant at, Direction direction, Kind kind, byte[] payload) {
        this.at = at;
        this.direction = direction;
        this.kind = kind;
        this.payload = payload;
    }

    @Override
    public Instant at() {
        return at;
    }

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public int size() {
        return payload.length;
    }

    boolean isMessage() {
        return kind == Kind.TEXT || kind == Kind.BINARY;
    }

    @Override
    public Optional<JsonObject> json() {
        return tree().map(Json::immutable);
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    private Optional<ObjectNode> tree() {
        try {
            return isMessage() && Json.parse(payload) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (MalformedJsonException none) {
            return Optional.empty();
        }
    }

    @Override
    public OptionalInt closeCode() {
        return kind == Kind.CLOSE && payload.length >= CODE_BYTES
                ? OptionalInt.of((payload[0] & 0xFF) << Byte.SIZE | (payload[1] & 0xFF))
                : OptionalInt.empty();
    }

    @Override
    public String shown() {
        String line = CredentialText.hide(
                switch (kind) {
                    case TEXT, BINARY -> message();
                    case CLOSE -> close();
                    case PING, PONG -> "";
                });
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }

    private String message() {
        String type = direction == Direction.RECEIVED ? "LiveClientMessage" : "LiveServerMessage";
        return tree().map(object -> Json.compact(Redaction.of(type, object))).orElse("no JSON object, so not shown");
    }

    private String close() {
        if (closeCode().isEmpty()) {
            return "no code";
        }
        String reason = new String(payload, CODE_BYTES, payload.length - CODE_BYTES, StandardCharsets.UTF_8);
        return (closeCode().getAsInt() + " " + reason).strip();
    }

    @Override
    public String toString() {
        return (at + " " + direction + " " + kind + " " + size() + " bytes " + shown()).strip();
    }
}
