package dev.ephemera.benchmarks.harness;

/**
 * Work at Live sessions.
 *
 * @param kind what is done
 * @param bytes how much PCM a message has
 * @param messages how many messages one repetition has, all sessions together
 * @param sessions how many sessions do it
 */
public record LiveWork(Kind kind, int bytes, int messages, int sessions) {

    /** What is done. */
    public enum Kind {
        /** Audio out, as fast as it goes; one repetition ends with the server's word that all has come. */
        SEND,
        /** Audio in, as fast as it comes. */
        RECEIVE,
        /** One piece of audio each 20 ms; how long until the server's handler has it. */
        PACE,
        /** From nothing to a complete setup. */
        CONNECT,
        /** Sessions that have said and heard something once, and nothing more. */
        IDLE,
        /** A minute of talk in both directions, as fast as it goes, and what it leaves in memory. */
        TALK
    }

    /**
     * Reads work.
     *
     * @param text as {@link #toString()} writes it
     * @return the work
     */
    public static LiveWork read(String text) {
        String[] words = text.split(",", -1);
        return new LiveWork(
                Kind.valueOf(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]));
    }

    /** Writes it as one argument of a program. */
    @Override
    public String toString() {
        return kind + "," + bytes + "," + messages + "," + sessions;
    }
}
