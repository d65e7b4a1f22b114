package dev.ephemera.live;

/** Why nothing that a handler does counts any more for its call. */
public enum ToolCallEnd {
    /** The handler has returned or thrown, or the executor has refused the call. */
    RETURNED,
    /** The service cancelled the call: it must not be executed any more, or should be undone. */
    CANCELLED,
    /** There was no result within {@link LiveTools#timeout()}; the model is told. */
    TIMED_OUT,
    /** The connection changed, the service no longer knows the call, and the model did not call again; see {@link LiveTools}. */
    FORGOTTEN,
    /** The session has ended, or has begun to. */
    SESSION_OVER
}
