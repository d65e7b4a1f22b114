package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.internal.credential.CredentialText;

/** The program was told what it cannot do. The message names the option, the value and the way out. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    UsageException(String why) {
        super(why);
    }

    /** Says that a value is none that an option takes. */
    static UsageException wrong(Flag flag, String value, String wanted) {
        return new UsageException(
                flag + " is " + (value.isBlank() ? "blank" : CredentialText.hide(value)) + "; give " + wanted + ".");
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
