package dev.ephemera.emulator;

/**
 * What may be assumed of the service where it is not known how it behaves.
 *
 * <p>Each constant is the other choice: without it the emulator does what the constant's description calls the default.
 * A client that works under both is safe whatever the service does.
 */
public enum Assumption {
    /** {@code v1} is not served: 404. By default it is served as {@code v1beta} is. */
    V1_IS_ABSENT,

    /**
     * An API key opens a session on {@code BidiGenerateContentConstrained}. By default it is refused as no credential is,
     * 1008.
     */
    CONSTRAINED_TAKES_API_KEYS,

    /** A token that was never issued is refused with 1008. By default with 1007, as a bad API key is. */
    UNKNOWN_TOKEN_IS_A_POLICY_VIOLATION,

    /** Times in the past are refused when a token is asked for, 400. By default the token is issued, and dead. */
    PAST_TIMES_ARE_REFUSED,

    /**
     * A {@code newSessionExpireTime} after the {@code expireTime} is refused, 400. By default it is accepted, and the
     * earlier of the two counts.
     */
    START_AFTER_EXPIRY_IS_REFUSED,

    /** A {@code fieldMask} without a setup is refused, 400. By default it locks its paths to the service's defaults. */
    MASK_WITHOUT_SETUP_IS_REFUSED,

    /** A path of more than two names in a {@code fieldMask} is refused, 400. By default paths may be of any depth. */
    DEEP_MASK_PATHS_ARE_REFUSED,

    /** A message that is masked as a whole is merged into the client's. By default it replaces the client's. */
    MASKED_MESSAGES_ARE_MERGED,

    /**
     * A client's resumption handle counts only where the token leaves {@code sessionResumption} to the client. By default
     * it always counts, unless the token itself holds a handle.
     */
    LOCKS_COVER_RESUMPTION_HANDLES,

    /** A resumption after {@code newSessionExpireTime} is refused, 1011. By default only new sessions are. */
    RESUMPTION_NEEDS_TIME_TO_START,

    /** A use counts only when the setup succeeds. By default it counts as soon as the token lets the session start. */
    FAILED_SETUPS_COST_NO_USE,

    /** A resumed session keeps its first system instruction. By default it takes the new setup's. */
    RESUMED_SESSIONS_KEEP_THEIR_INSTRUCTION,

    /**
     * Every model answers in text when no modality is asked for, and one that cannot refuses the session, 1007. By default
     * the models of {@link EmulatorOptions#audioModels()} answer in audio and the others in text.
     */
    DEFAULT_MODALITY_IS_TEXT,

    /** Every model answers in audio when no modality is asked for. */
    DEFAULT_MODALITY_IS_AUDIO,

    /** {@code clientContent} is refused, 1007, but for the initial history. By default every model takes it. */
    CLIENT_CONTENT_ONLY_SEEDS,

    /** {@code contextUpdate} is refused, 1008. By default it changes the instruction and the tools. */
    CONTEXT_UPDATES_ARE_REFUSED,

    /** Binary frames of the client are refused, 1007. By default they are read as text frames are. */
    BINARY_FRAMES_ARE_REFUSED,

    /** Resumption updates come unasked. By default only where the setup holds {@code sessionResumption}. */
    RESUMPTION_UPDATES_COME_UNASKED,

    /** No {@code goAway} precedes the end of a connection's life. By default one does. */
    NO_GO_AWAY,

    /** A connection whose life is over is closed with 1011. By default with 1008. */
    OVERDUE_CONNECTIONS_EXCEED_A_DEADLINE,

    /** {@code permessage-deflate} is negotiated when offered. By default it is not. */
    DEFLATE_IS_NEGOTIATED
}
