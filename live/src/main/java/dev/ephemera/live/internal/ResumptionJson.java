package dev.ephemera.live.internal;

import dev.ephemera.live.Resumption;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/** The stored form of resumptions. Pure; what it says of a text that it cannot read holds nothing of it. */
public final class ResumptionJson {

    private static final int VERSION = 1;

    private ResumptionJson() {}

    /** Writes one line of JSON. */
    public static String write(Resumption resumption) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("version", VERSION);
        members.put("handle", resumption.handle());
        members.put("model", resumption.model());
        members.put("receivedAt", resumption.receivedAt().toString());
        members.put("resumable", resumption.resumable());
        resumption.endedAt().ifPresent(end -> members.put("endedAt", end.toString()));
        return Json.write(JsonObject.of(members));
    }

    /**
     * Reads what was written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Resumption read(String json) {
        JsonObject members = object(json);
        int version = required(
                members, "version", "a number", value -> value.asNumber().intValueExact());
        if (version != VERSION) {
            throw new IllegalArgumentException("The stored resumption is of version " + version + ", and only version "
                    + VERSION + " is known here; read it with the library that wrote it, or start a new conversation.");
        }
        return Resumption.builder()
                .handle(required(members, "handle", "a string", JsonValue::asString))
                .model(required(members, "model", "a string", JsonValue::asString))
                .receivedAt(required(members, "receivedAt", "a time", ResumptionJson::instant))
                .resumable(required(members, "resumable", "true or false", JsonValue::asBoolean))
                .endedAt(optional(members, "endedAt", "a time", ResumptionJson::instant))
                .build();
    }

    private static JsonObject object(String json) {
        try {
            return Json.read(json, JsonObject.class);
        } catch (JacksonException e) {
            throw unreadable("it is no JSON object"); // without the cause, which may quote the text
        }
    }

    private static <T> T required(JsonObject members, String name, String kind, Function<JsonValue, T> read) {
        return optional(members, name, kind, read).orElseThrow(() -> unreadable(name + " is missing"));
    }

    private static <T> Optional<T> optional(JsonObject members, String name, String kind, Function<JsonValue, T> read) {
        try {
            return members.get(name).map(read);
        } catch (IllegalStateException | ArithmeticException | DateTimeException e) {
            throw unreadable(name + " is not " + kind);
        }
    }

    private static Instant instant(JsonValue value) {
        return Instant.parse(value.asString());
    }

    private static IllegalArgumentException unreadable(String why) {
        return new IllegalArgumentException("This is no stored resumption: " + why + ".");
    }
}
