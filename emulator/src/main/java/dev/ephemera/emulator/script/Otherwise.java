package dev.ephemera.emulator.script;

/** What happens to a message that nothing in a script matches. */
public enum Otherwise {

    /** It is reported, and the session ends with 1008 and a reason that names what was awaited. The default. */
    CLOSE,

    /** It is reported, and nothing else happens. */
    IGNORE,

    /** The small model answers it, as it would without a script; then it is not reported. */
    MODEL
}
