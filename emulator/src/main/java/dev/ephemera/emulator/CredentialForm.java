package dev.ephemera.emulator;

/** How a client presented its credential on the handshake. */
public enum CredentialForm {
    /** Nothing was presented. */
    NONE,
    /** {@code ?key=…}. */
    KEY_IN_QUERY,
    /** {@code x-goog-api-key: …}. */
    KEY_IN_HEADER,
    /** {@code ?access_token=auth_tokens/…}. */
    TOKEN_IN_QUERY,
    /** {@code Authorization: Token auth_tokens/…}. */
    TOKEN_IN_HEADER
}
