package dev.ephemera.live.audio;

/** A stream is no WAV, or one of a kind that is not read. The message says what stands there and what is read instead. */
public final class WavFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong with the stream
     */
    public WavFormatException(String message) {
        super(message);
    }
}
