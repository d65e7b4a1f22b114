package dev.ephemera.benchmarks.harness;

/** Is told what a session brings, already decoded, one after the other. */
public interface LiveHearer {

    /**
     * A piece of audio.
     *
     * @param bytes how much PCM it is
     */
    void audio(int bytes);

    /**
     * A text of the model.
     *
     * @param text the text
     */
    void text(String text);
}
