package dev.ephemera.tokens;

/** What kind of lock a token puts on the sessions that are opened with it. */
public enum LockMode {
    /** Nothing is locked: the client may ask for any setup, as with a key. */
    NONE,
    /** The whole setup is the token's; what the client sends is ignored. No lock list, but constraints. */
    EVERYTHING,
    /** What the constraints set is locked, the rest is free. An empty lock list, and constraints. */
    WHAT_IS_SET,
    /** What the constraints set is locked, and the fields of the lock list too. */
    WHAT_IS_SET_AND_MORE,
    /**
     * The fields of the lock list are locked, by all that is known to their default; there are no constraints. Google's SDKs
     * can ask for this too; what the service does with it is not documented.
     */
    DEFAULTS_ONLY
}
