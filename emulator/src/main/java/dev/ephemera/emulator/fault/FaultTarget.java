package dev.ephemera.emulator.fault;

/** Which requests a fault may hit. */
public enum FaultTarget {
    /** Whatever comes first, of those that the fault makes sense for. */
    ANY("any"),
    /** Requests for a token. */
    TOKENS("tokens"),
    /** Requests for a Live session, and the sessions. */
    LIVE("live");

    private final String jsonName;

    FaultTarget(String jsonName) {
        this.jsonName = jsonName;
    }

    /**
     * The name in JSON.
     *
     * @return {@code any}, {@code tokens} or {@code live}
     */
    public String jsonName() {
        return jsonName;
    }

    /**
     * Tells whether what is meant for this may hit that.
     *
     * @param request {@link #TOKENS} or {@link #LIVE}
     * @return true for the same, and for {@link #ANY}
     */
    public boolean includes(FaultTarget request) {
        return this == ANY || this == request;
    }
}
