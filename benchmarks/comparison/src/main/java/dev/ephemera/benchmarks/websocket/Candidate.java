package dev.ephemera.benchmarks.websocket;

/** Who may carry Live, and what they are measured by. */
enum Candidate {
    SOCKET("bare socket"),
    OKHTTP("OkHttp"),
    OKHTTP_BINARY("OkHttp, binary frames prepared"),
    OWN("ours on OkHttp's socket"),
    JDK("`java.net.http`");

    private final String title;

    Candidate(String title) {
        this.title = title;
    }

    /** What the tables call it. */
    String title() {
        return title;
    }

    /** Makes an engine. */
    Engine engine() {
        return switch (this) {
            case SOCKET -> new SocketEngine();
            case OKHTTP -> new OkHttpEngine(false);
            case OKHTTP_BINARY -> new OkHttpEngine(true);
            case OWN -> new OwnEngine();
            case JDK -> new JdkEngine();
        };
    }
}
