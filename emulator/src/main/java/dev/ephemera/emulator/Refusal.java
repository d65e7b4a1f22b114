package dev.ephemera.emulator;

/**
 * How the service is known to refuse a session whose setup it understands, for reasons that lie with the model or the
 * project and not with the message. {@link EmulatorOptions#refusedModels()} says which model meets which.
 */
public enum Refusal {
    /** 1007, a feature that the model would need is not there. */
    PRECONDITION(1007, "Precondition check failed."),

    /** 1007, the catch-all. */
    INVALID_ARGUMENT(1007, "Request contains an invalid argument."),

    /** 1008, the kind of credential is not taken. Seen once for an API key. */
    KEYS_NOT_SUPPORTED(
            1008,
            "API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials"
                    + " that assert a principal."),

    /** 1008, something that the setup names is not there. */
    ENTITY_NOT_FOUND(1008, "Requested entity was not found."),

    /** 1008, the model does not have a feature, such as tools. */
    NOT_IMPLEMENTED(1008, "Operation is not implemented, or supported, or enabled."),

    /** 1008, the service gives up. */
    ABORTED(1008, "The operation was aborted."),

    /** 1011, too much is asked for or too many sessions are open. */
    QUOTA_EXCEEDED(1011, "You exceeded your current quota, please check your plan and billing details."),

    /** 1011, the same by the name of its code. */
    RESOURCE_EXHAUSTED(1011, "RESOURCE_EXHAUSTED"),

    /** 1011, a fault of the service. */
    INTERNAL(1011, "Internal error encountered."),

    /** 1011, it took the service too long. */
    DEADLINE_EXCEEDED(1011, "Deadline expired before operation could complete.");

    private final int code;
    private final String reason;

    Refusal(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /**
     * The code of the close frame.
     *
     * @return 1007, 1008 or 1011
     */
    public int code() {
        return code;
    }

    /**
     * The reason, before it is cut to the 123 bytes that a close frame has room for.
     *
     * @return the service's words
     */
    public String reason() {
        return reason;
    }
}
