package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.LockMode;
import dev.ephemera.tokens.LockPlan;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.SessionResumptionConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the setup of a client becomes under a plan. Pure. */
public final class PredictedSetup {

    private PredictedSetup() {}

    /**
     * Works it out.
     *
     * @param plan the plan
     * @param template the setup that the token holds
     * @param client what the client sends
     */
    public static LiveClientSetup of(LockPlan plan, Optional<LiveClientSetup> template, LiveClientSetup client) {
        if (plan.mode() == LockMode.NONE) {
            return client;
        }
        LiveClientSetup token =
                template.orElseGet(() -> LiveClientSetup.builder().build());
        LiveClientSetup locked = plan.mode() == LockMode.EVERYTHING ? token : overwritten(plan, token, client);
        return handle(token).isPresent() ? locked : resuming(locked, handle(client));
    }

    private static LiveClientSetup overwritten(LockPlan plan, LiveClientSetup token, LiveClientSetup client) {
        JsonObject from = json(token);
        Map<String, JsonValue> into = new LinkedHashMap<>(json(client).asMap());
        plan.lockedPaths().stream().map(SetupPath::of).forEach(path -> overwrite(path, path.in(from), into));
        return Json.read(Json.writeBytes(JsonObject.of(into)), LiveClientSetup.class);
    }

    private static void overwrite(SetupPath path, Optional<JsonValue> value, Map<String, JsonValue> setup) {
        if (path.parent().isEmpty()) {
            put(setup, path.field().jsonName(), value);
            return;
        }
        String parent = path.parent().get().jsonName();
        JsonValue message = setup.get(parent);
        if (message == null && value.isEmpty()) {
            return; // there is nothing to take away, and an empty message would say something
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (message != null) {
            members.putAll(message.asObject().asMap());
        }
        put(members, path.field().jsonName(), value);
        setup.put(parent, JsonValue.of(members));
    }

    private static void put(Map<String, JsonValue> members, String name, Optional<JsonValue> value) {
        value.ifPresentOrElse(known -> members.put(name, known), () -> members.remove(name));
    }

    /** The service honours a client's handle whatever is locked, by what was observed; a handle of the token's comes first. */
    private static LiveClientSetup resuming(LiveClientSetup locked, Optional<String> handle) {
        if (handle.isEmpty()) {
            return locked;
        }
        SessionResumptionConfig.Builder resumption = locked.sessionResumption()
                .map(SessionResumptionConfig::toBuilder)
                .orElseGet(SessionResumptionConfig::builder);
        return locked.toBuilder()
                .sessionResumption(resumption.handle(handle).build())
                .build();
    }

    private static Optional<String> handle(LiveClientSetup setup) {
        return setup.sessionResumption()
                .flatMap(SessionResumptionConfig::handle)
                .filter(handle -> !handle.isEmpty());
    }

    private static JsonObject json(LiveClientSetup setup) {
        return Json.read(Json.writeBytes(setup), JsonObject.class);
    }
}
