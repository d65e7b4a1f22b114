package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.credential.CredentialText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Stands something harmless in the place of each secret, the same for the same: a handle that the service sent and the
 * client sends back is still one and the same. Safe for use by any thread.
 */
public final class Placeholders {

    /** A shorter secret could be part of any word. */
    private static final int SHORTEST = 8;

    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final Set<String> sent = new HashSet<>();

    /** The placeholder of a secret that the service sends. */
    synchronized String ofService(String kind, String secret) {
        sent.add(secret);
        return of(kind, secret);
    }

    /** The placeholder of a secret that the client sends, if it has it from the service: else nobody could send it again. */
    synchronized Optional<String> ofClient(String kind, String secret) {
        String placeholder = secret.isEmpty() ? "" : of(kind, secret);
        return sent.contains(secret) ? Optional.of(placeholder) : Optional.empty();
    }

    private String of(String kind, String secret) {
        return placeholders.computeIfAbsent(secret, key -> kind + "-" + (placeholders.size() + 1));
    }

    /** Takes what a client presents: it is a secret wherever it is met. */
    public synchronized void credential(String secret) {
        if (!secret.isEmpty()) {
            of("credential", secret);
        }
    }

    /** Takes every secret out of a text. */
    public synchronized String scrub(String text) {
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
