package dev.ephemera.benchmarks.websocket;

/**
 * What is measured.
 *
 * @see WebSocketRunner
 */
enum Work {
    /** Chunks of audio as fast as they go. One repetition is a batch of them and the server's word that all have come. */
    SEND("send 3,200 B of PCM, pipelined", 1_000, 20),
    /** Messages of the server as fast as they come. */
    RECEIVE_SMALL("receive 4.8 KB", 1_000, 20),
    /** The same with long ones. */
    RECEIVE_LARGE("receive 48 KB", 250, 20),
    /** One chunk each 20 ms; how long until the server's handler has it. */
    PACE("one chunk each 20 ms, to the server's handler", 1, 250),
    /** A WebSocket and its first message with an answer. */
    CONNECT("connect, first message, its answer", 1, 100);

    private final String title;
    private final int messages;
    private final int repetitions;

    Work(String title, int messages, int repetitions) {
        this.title = title;
        this.messages = messages;
        this.repetitions = repetitions;
    }

    /** What the tables call it. */
    String title() {
        return title;
    }

    /** How many messages one repetition has. */
    int messages() {
        return messages;
    }

    /** How many repetitions a round has. */
    int repetitions() {
        return repetitions;
    }
}
