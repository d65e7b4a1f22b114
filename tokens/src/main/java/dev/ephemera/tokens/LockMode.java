package dev.ephemera.tokens;

/** What kind of lock a token puts on the sessions that are opened with it. */
public enum LockMode {
    /** Nothing is locked: the client may ask for any setup, as with a key. */
    NONE("nothing is locked; the client may ask for any setup"),
    /** The whole setup is the token's; what the client sends is ignored. No lock list, but constraints. */
    EVERYTHING("the whole setup is the token's; what the client sends is ignored"),
    /** What the constraints set is locked, the rest is free. An empty lock list, and constraints. */
    WHAT_IS_SET("what the constraints set is locked, the rest is free"),
    /** What the constraints set is locked, and the fields of the lock list too. */
    WHAT_IS_SET_AND_MORE("what the constraints set and what the lock list names is locked, the rest is free"),
    /**
     * The fields of the lock list are locked, by all that is known to their default; there are no constraints. Google's SDKs
     * can ask for this too; what the service does with it is not documented.
     */
    DEFAULTS_ONLY("what the lock list names is locked to its default, the rest is free");

    private final String text;

    LockMode(String text) {
        this.text = text;
    }

    /**
     * Says it in words.
     *
     * @return one line, as {@link LockPlan#explain()} prints it
     */
    public String text() {
        return text;
    }
}
