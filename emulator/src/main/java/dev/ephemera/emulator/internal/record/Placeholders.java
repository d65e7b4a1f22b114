package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.credential.CredentialText;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Stands something harmless in the place of each secret, the same for the same: a handle that the service sent and the
 * client sends back is still one and the same. Safe for use by any thread.
 */
public final class Placeholders {

    /** The longest first: a secret that begins with another would leave its rest. */
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final Map<String, String> placeholders = new HashMap<>();

    /** Those that are looked for in texts by how they begin, so that a text is read once however many there are. */
    private final Map<String, SortedSet<String>> byBeginning = new HashMap<>();

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
        return placeholders.computeIfAbsent(secret, key -> {
            if (secret.length() >= CredentialText.SHORTEST) {
                byBeginning
                        .computeIfAbsent(beginning(secret, 0), same -> new TreeSet<>(LONGEST_FIRST))
                        .add(secret);
            }
            return kind + "-" + (placeholders.size() + 1);
        });
    }

    private static String beginning(String text, int from) {
        return text.substring(from, from + CredentialText.SHORTEST);
    }

    /** Takes what a client presents: it is a secret wherever it is met. */
    public synchronized void credential(String secret) {
        if (!secret.isEmpty()) {
            of("credential", secret);
        }
    }

    /** Takes every secret out of a text. */
    public synchronized String scrub(String text) {
        StringBuilder scrubbed = new StringBuilder();
        int kept = 0;
        for (int i = 0; i + CredentialText.SHORTEST <= text.length(); ) {
            Optional<String> secret = at(text, i);
            if (secret.isEmpty()) {
                i++;
                continue;
            }
            scrubbed.append(text, kept, i).append(placeholders.get(secret.get()));
            i += secret.get().length();
            kept = i;
        }
        scrubbed.append(text, kept, text.length());
        return CredentialText.FORM.matcher(scrubbed).replaceAll(found -> of("credential", found.group()));
    }

    /** The longest known secret that stands at a place of a text. */
    private Optional<String> at(String text, int from) {
        return byBeginning.getOrDefault(beginning(text, from), Collections.emptySortedSet()).stream()
                .filter(secret -> text.startsWith(secret, from))
                .findFirst();
    }

    /** Whether a text holds a secret somewhere. */
    boolean in(String text) {
        return !scrub(text).equals(text);
    }
}
