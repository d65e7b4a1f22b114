package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.credential.CredentialText;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stands something harmless in the place of each secret, the same for the same: a handle that the service sent and the
 * client sends back is still one and the same. Safe for use by any thread.
 */
public final class Placeholders {

    /** The longest first: a secret that begins with another would leave its rest. */
    private final Map<String, String> placeholders =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

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
            if (entry.getKey().length() >= CredentialText.SHORTEST) {
                scrubbed = scrubbed.replace(entry.getKey(), entry.getValue());
            }
        }
        return CredentialText.FORM.matcher(scrubbed).replaceAll(found -> of("credential", found.group()));
    }

    /** Whether a text holds a secret somewhere. */
    boolean in(String text) {
        return !scrub(text).equals(text);
    }
}
