package dev.ephemera.transport.internal;

import dev.ephemera.transport.Credentials;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the secrets of one call out of what the peer sent back. */
public final class Redaction {

    private static final String REDACTED = "(redacted)";

    private final List<String> secrets = new ArrayList<>();

    /**
     * Remembers the secrets of a call.
     *
     * @param credentials the key or the token
     * @param further other secrets, such as a handle or the values of headers
     */
    public Redaction(Credentials credentials, List<String> further) {
        add(credentials.secret());
        if (credentials.isToken()) {
            add(credentials.secret().substring(credentials.secret().indexOf('/') + 1));
        }
        further.forEach(this::add);
    }

    private void add(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
            secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
    }

    /** Returns the text without the secrets. */
    public String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, REDACTED);
        }
        return redacted;
    }

    /** Returns the object without the secrets. */
    public JsonObject redact(JsonObject object) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.asMap().forEach((name, value) -> members.put(redact(name), redact(value)));
        return JsonObject.of(members);
    }

    private JsonValue redact(JsonValue value) {
        return switch (value.kind()) {
            case STRING -> JsonValue.of(redact(value.asString()));
            case OBJECT -> JsonValue.of(redact(value.asObject()));
            case ARRAY -> JsonValue.of(value.asList().stream().map(this::redact).toList());
            case NULL, BOOLEAN, NUMBER -> value;
        };
    }
}
