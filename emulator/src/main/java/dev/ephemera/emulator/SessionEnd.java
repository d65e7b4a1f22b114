package dev.ephemera.emulator;

import dev.ephemera.emulator.internal.credential.CredentialText;

/**
 * How a session ended.
 *
 * @param code the close code: 1005 if the client's close frame had none, 1006 if there was no close frame
 * @param reason the close reason; empty for none
 * @param byEmulator whether the emulator ended it, and not the client or the network
 */
public record SessionEnd(int code, String reason, boolean byEmulator) {

    /** Shows all but what looks like a credential: a reason may quote what a client has sent. */
    @Override
    public String toString() {
        return "SessionEnd[code=" + code + ", reason=" + CredentialText.hide(reason) + ", byEmulator=" + byEmulator
                + "]";
    }
}
