package dev.ephemera.benchmarks.harness;

/** One session that is open, of whichever client. For one thread. */
public interface LiveTalk {

    /**
     * Hands over a piece of audio, 16-bit PCM at 16 kHz, behind all before; as fast as the client's users may do so.
     *
     * @param pcm the bytes, which the caller may change when this returns
     * @throws Exception if it is refused
     */
    void sendAudio(byte[] pcm) throws Exception;

    /**
     * Sends text as realtime input.
     *
     * @param text a text without anything that JSON escapes
     * @throws Exception if it is refused
     */
    void sendText(String text) throws Exception;

    /**
     * Closes the session, and waits for that.
     *
     * @throws Exception if it cannot be closed
     */
    void close() throws Exception;
}
