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

    /** A resumed session keeps its first system instruction and tools. By default it takes the new setup's. */
    RESUMED_SESSIONS_KEEP_THEIR_INSTRUCTION,

    /**
     * Every model answers in text when no modality is asked for, and one that cannot refuses the session, 1007. By default
     * each answers in the {@link ModelGeneration#defaultModality()} of its generation.
     */
    DEFAULT_MODALITY_IS_TEXT,

    /** Every model answers in audio when no modality is asked for. */
    DEFAULT_MODALITY_IS_AUDIO,

    /**
     * {@code clientContent} is refused, 1007, but for the initial history. By default only by the models whose generation
     * says so.
     */
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
    DEFLATE_IS_NEGOTIATED,

    /** Nothing tells when the user begins and ceases to speak. By default {@code voiceActivity} does. */
    NO_VOICE_ACTIVITY_EVENTS,

    /** A model that keeps silent sends nothing at all. By default it sends a turn without content. */
    SILENCE_IS_NOT_SENT,

    /** Audio whose type does not name its rate is refused, 1007. By default it is taken for 16 kHz. */
    AUDIO_WITHOUT_RATE_IS_REFUSED,

    /**
     * Audio of an odd number of bytes is refused, 1007. By default the odd byte is the first half of a sample that the
     * next chunk completes.
     */
    ODD_AUDIO_IS_REFUSED,

    /**
     * Transcriptions tell what their configuration asks for: language, speaker, words with their times, and whether they
     * are finished. By default they hold their text only.
     */
    TRANSCRIPTIONS_HAVE_DETAILS,

    /** {@code turnComplete} tells whether functions still run. By default nothing does. */
    INTERACTION_STATUS_IS_SENT,

    /** Resumption updates come every 1.2 seconds too. By default only when something has changed. */
    RESUMPTION_UPDATES_COME_REGULARLY,

    /** A handle that is too old is refused as the session's absence, 1008. By default as no handle at all, 1007. */
    EXPIRED_HANDLES_HAVE_NO_SESSION,

    /** The model shows a call as code before it makes it. By default it only makes it. */
    CALLS_ARE_SHOWN_AS_CODE,

    /** {@code setupComplete} holds a {@code sessionId}. By default it is empty. */
    SESSION_ID_IS_SENT,

    /**
     * Fields for which it is not proven that the service takes them are unknown names, 400 and 1007. By default they are
     * taken.
     */
    UNPROVEN_FIELDS_ARE_UNKNOWN,

    /** A token in {@code Authorization: Token} is no credential, 1008. By default it is one. */
    TOKENS_IN_HEADERS_ARE_REFUSED,

    /** {@code Authorization: Bearer} is a credential, whatever it holds. By default it is none. */
    BEARER_CREDENTIALS_ARE_ACCEPTED,

    /** A client that names its token itself is refused, 400. By default the name is ignored. */
    TOKEN_NAMES_ARE_REFUSED,

    /** A token in place of an API key is refused with 401 over HTTP. By default with 400, as a bad key is. */
    TOKENS_AS_KEYS_ARE_UNAUTHENTICATED,

    /** A path in a {@code fieldMask} may lead into a map, as {@code labels.k}. By default it may not, 400. */
    MASK_PATHS_REACH_INTO_MAPS,

    /** The credential is checked before anything else. By default what a body or a setup holds is. */
    CREDENTIALS_ARE_CHECKED_FIRST,

    /** Negative {@code uses} are as many as one likes. By default they are refused, 400. */
    NEGATIVE_USES_ARE_UNLIMITED,

    /** What is wrong with a body is told in words only. By default {@code details} name each field as well. */
    VIOLATIONS_HAVE_NO_DETAILS,

    /**
     * Tokens are minted and presented on {@code v1alpha} only: on any other version {@code auth_tokens} and
     * {@code BidiGenerateContentConstrained} are 404. By default every version has them.
     */
    TOKENS_NEED_V1ALPHA,

    /** Every version knows the fields of {@code v1alpha}. By default the others take them for unknown names, 400 and 1007. */
    V1ALPHA_FIELDS_ARE_KNOWN_EVERYWHERE,

    /** An {@code interactionId} in a token's body is taken, and means nothing. By default it is an unknown name, 400. */
    INTERACTION_IDS_ARE_TAKEN,

    /**
     * A {@code newSessionExpireTime} too far ahead is refused in the words for {@code expireTime}. By default in words of
     * its own.
     */
    LATE_STARTS_ARE_CALLED_LATE_EXPIRIES,

    /** A time just 20 hours ahead is taken. By default it is refused, 400. */
    TWENTY_HOURS_ARE_TAKEN,

    /** What follows {@code auth_tokens/} is base64 with {@code +}, {@code /} and {@code =}. By default lower-case hex. */
    TOKENS_ARE_BASE64,

    /**
     * Web pages of any origin may ask for tokens: {@code auth_tokens} answers preflights, and says in its headers who may
     * read. By default it does not know {@code OPTIONS}, 404, and browsers keep its answers from such pages.
     */
    WEB_PAGES_MAY_CREATE_TOKENS,

    /**
     * A client with a token that names no {@code models/…} is refused, 1007, even where its token names one. By default
     * what counts is the setup that the token makes of it.
     */
    SETUPS_MUST_NAME_A_MODEL,

    /**
     * A client whose setup contradicts a token that locks everything is refused, 1011. By default what it asks for is
     * ignored.
     */
    CONTRADICTED_LOCKS_FAIL,

    /** {@code proactiveVideo} lets the model speak about every picture that it sees. By default it says nothing. */
    PROACTIVE_VIDEO_IS_ANSWERED
}
