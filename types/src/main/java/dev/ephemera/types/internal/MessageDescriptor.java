package dev.ephemera.types.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One message as the description has it: its fields, and the names that this backend refuses in it. */
public final class MessageDescriptor {

    private final String name;
    private final String wireName;
    private final List<FieldDescriptor> fields;
    private final Map<String, FieldDescriptor> byName = new LinkedHashMap<>();
    private final Map<String, String> refused;
    private final List<String> exactlyOne;
    private final boolean text;

    MessageDescriptor(
            String name,
            String wireName,
            boolean text,
            List<String> exactlyOne,
            Map<String, String> refused,
            List<FieldDescriptor> fields) {
        this.name = name;
        this.wireName = wireName;
        this.text = text;
        this.exactlyOne = exactlyOne;
        this.refused = refused;
        this.fields = fields;
        for (FieldDescriptor field : fields) {
            byName.put(field.jsonName(), field);
            byName.put(field.snakeName(), field);
        }
    }

    /** The name of the type, as in Google's SDKs. */
    public String name() {
        return name;
    }

    /** The name of the message on the wire. */
    public String wireName() {
        return wireName;
    }

    public List<FieldDescriptor> fields() {
        return fields;
    }

    /**
     * Finds a field.
     *
     * @param jsonOrSnakeName its name in lowerCamelCase or snake_case
     */
    public Optional<FieldDescriptor> field(String jsonOrSnakeName) {
        return Optional.ofNullable(byName.get(jsonOrSnakeName));
    }

    /** Names in JSON that other backends know and this one refuses, with the reason. */
    public Map<String, String> refused() {
        return refused;
    }

    /** The members of which a message holds exactly one; empty if it may hold any. */
    public List<String> exactlyOne() {
        return exactlyOne;
    }

    /** Whether a bare string may stand for the message in the SDK's own input. */
    public boolean text() {
        return text;
    }

    @Override
    public String toString() {
        return name + fields;
    }
}
