package dev.ephemera.checks;

import dev.ephemera.emulator.GeminiEmulator;

/**
 * Where a client calls, and as whom.
 *
 * @param baseUrl the emulator's
 * @param apiVersion the version that the client is told to use
 * @param credential an API key, or a token, which clients tell by its first letters
 */
record Target(String baseUrl, String apiVersion, String credential) {

    /** With the key that is valid, on the version that knows every field. */
    static Target of(GeminiEmulator emulator) {
        return new Target(emulator.baseUrl().toString(), "v1alpha", emulator.apiKey());
    }

    Target with(String other) {
        return new Target(baseUrl, apiVersion, other);
    }

    Target on(String version) {
        return new Target(baseUrl, version, credential);
    }
}
