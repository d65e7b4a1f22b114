package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.FieldLock;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people may see of a field's lock: no secrets, and no more of a long value than fits a line. Pure. */
public final class ShownValue {

    private static final int LONGEST = 40;
    private static final JsonValue REDACTED = JsonValue.of("(redacted)");

    private ShownValue() {}

    /**
     * Shows the client's choice: free, or the value that it gets.
     *
     * @param lock what the token does to the field
     */
    public static String of(FieldLock lock) {
        return switch (lock.reason()) {
            case FREE -> "free";
            case PARTLY_LOCKED -> "in part";
            default ->
                lock.forced()
                        .map(value -> cut(
                                shown(SetupPath.of(lock.path()).field(), value).toString()))
                        .orElse("default");
        };
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static JsonValue shown(FieldDescriptor field, JsonValue value) {
        if (field.secret()) {
            return REDACTED;
        }
        if (field.message().isEmpty()) {
            return value;
        }
        if (field.cardinality() == Cardinality.LIST) {
            List<JsonValue> items = new ArrayList<>();
            value.asList().forEach(item -> items.add(message(field, item.asObject())));
            return JsonValue.of(items);
        }
        if (field.cardinality() == Cardinality.MAP) {
            Map<String, JsonValue> entries = new LinkedHashMap<>();
            value.asObject().asMap().forEach((key, entry) -> entries.put(key, message(field, entry.asObject())));
            return JsonValue.of(entries);
        }
        return message(field, value.asObject());
    }

    private static JsonValue message(FieldDescriptor field, JsonObject message) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        message.asMap().forEach((name, value) -> {
            Optional<FieldDescriptor> member = field.message().orElseThrow().field(name);
            members.put(name, member.map(known -> shown(known, value)).orElse(value));
        });
        return JsonValue.of(members);
    }
}
