package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.credential.CredentialText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Stands something harmless in the place of each secret, the same for the same: a handle that the service sent and the
 * client sends back is still one and the same. Safe for use by any thread.
 */
public final class Placeholders {

    /** A shorter secret could be part of any word. */
    private static final int SHORTEST = 8;

    /** What a secret looks like wherever it stands: a token's name, an API key. */
    private final Map<String, String> placeholders = new LinkedHashMap<>();

    /** Finds or makes the placeholder of a secret. */
    synchronized String of(String kind, String secret) {
        return placeholders.computeIfAbsent(secret, key -> kind + "-" + (placeholders.size() + 1));
    }

    /** The placeholder of a secret, if it was met before. */
    synchronized Optional<String> known(String secret) {
        return Optional.ofNullable(placeholders.get(secret));
    }

    /** Takes what a client presents: it is a secret wherever it is met. */
    public void credential(String secret) {
        if (!secret.isEmpty()) {
            of("credential", secret);
        }
    }

    /** Takes every secret out of a text. */
    synchronized String scrub(String text) {
        String scrubbed = text;
        for (Map.Entry<String, String> entry : placeholders.entrySet()) {
            if (entry.getKey().length() >= SHORTEST) {
                scrubbed = scrubbed.replace(entry.getKey(), entry.getValue());
            }
        }
        return CredentialText.FORM.matcher(scrubbed).replaceAll(found -> of("credential", found.group()));
    }

    /** Whether a value holds a secret somewhere. */
    boolean in(JsonNode value) {
        String text = value.toString();
        return !scrub(text).equals(text);
    }
}
