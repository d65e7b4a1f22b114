package dev.ephemera.tokens;

/** Why a field of the setup is locked, or is not. */
public enum LockReason {
    /** The token locks the whole setup. */
    WHOLE_SETUP("the whole setup is locked"),
    /** The constraints set it. */
    SET("set by the constraints"),
    /** The lock list names it. */
    NAMED("named in the lock list"),
    /** The message that it stands in is locked. */
    PARENT_LOCKED("locked with the field around it"),
    /** The lock list names a path in it, deeper than the service is known to take. */
    DEEPER_PATH_NAMED("a path inside is named; locked whole"),
    /** The constraints or the lock list name a key of this map, and maps are locked whole. */
    MAP_LOCKED_WHOLE("a key is set or named; maps are locked whole"),
    /** It is not locked itself, but fields in it are. */
    PARTLY_LOCKED("the fields inside tell"),
    /** Nothing locks it. */
    FREE("nothing locks it");

    private final String text;

    LockReason(String text) {
        this.text = text;
    }

    /**
     * Tells whether a client's value of the field is ignored.
     *
     * @return true for all but {@link #PARTLY_LOCKED} and {@link #FREE}
     */
    public boolean locks() {
        return this != PARTLY_LOCKED && this != FREE;
    }

    /**
     * Says it in words.
     *
     * @return a few words, as {@link LockPlan#explain()} prints them
     */
    public String text() {
        return text;
    }
}
