package dev.ephemera.emulator.internal.protojson;

import java.util.Base64;
import java.util.Optional;

/** Bytes in JSON: the standard or the URL-safe alphabet, padded or not, on input; standard and padded on output. Pure. */
final class Base64Text {

    private Base64Text() {}

    /** Returns the text in the standard alphabet with padding; empty if it is not base64. */
    static Optional<String> normalise(String text) {
        String standard = text.replace('-', '+').replace('_', '/');
        try {
            byte[] bytes = Base64.getDecoder().decode(standard);
            return Optional.of(
                    standard.length() % 4 == 0 ? standard : Base64.getEncoder().encodeToString(bytes));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
