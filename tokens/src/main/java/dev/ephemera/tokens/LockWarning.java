package dev.ephemera.tokens;

/**
 * Something in a config that is legal, and probably not meant.
 *
 * @param kind what it is, for programs
 * @param message what it is and the way out, in English
 */
public record LockWarning(Kind kind, String message) {

    /** What may be wrong. */
    public enum Kind {
        /** The token decides on the model and names none, so no session can be opened with it. */
        NO_MODEL,
        /** The modality is locked and none is named: which one a session then has is not established. */
        NO_MODALITY,
        /**
         * {@code sessionResumption} is locked and not set, so that the service may give no handles: a session does not outlive its
         * connection, of about ten minutes, with what the model remembers.
         */
        NO_RESUMPTION,
        /** The token opens any number of sessions. */
        UNLIMITED_USES,
        /** The token opens sessions for less than a second, or not any more. */
        SHORT_WINDOW,
        /** A session that is opened late in the window lives for less than a second. */
        SHORT_SESSION,
        /** Fields are locked, and nothing says to which values. */
        LOCK_LIST_WITHOUT_CONSTRAINTS,
        /** The constraints constrain nothing. */
        EMPTY_CONSTRAINTS
    }

    @Override
    public String toString() {
        return message;
    }
}
