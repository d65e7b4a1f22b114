package dev.ephemera.benchmarks.websocket;

/** What Live needs of an engine. */
enum Capability {
    BOUNDED("a message that comes can be bounded"),
    LEFT("it is known when a message has left"),
    QUEUE("20 MiB can wait for a peer that does not read"),
    LATE_PONG("a pong may take longer than the interval of the pings"),
    BEHIND_UNREAD("ping and close are seen behind messages that wait unread"),
    BEHIND_BLOCKED("ping and close are seen while a call of the listener blocks");

    private final String title;

    Capability(String title) {
        this.title = title;
    }

    /** What the table calls it. */
    String title() {
        return title;
    }

    /** Tries an engine. */
    Observation observe(Engine engine) throws Exception {
        return switch (this) {
            case BOUNDED -> Probes.boundsMessages(engine);
            case LEFT -> Probes.tellsWhatLeft(engine);
            case QUEUE -> Probes.lets20MiBWait(engine);
            case LATE_PONG -> Probes.toleratesLatePongs(engine);
            case BEHIND_UNREAD -> Probes.seesBehindUnread(engine);
            case BEHIND_BLOCKED -> Probes.seesWhileBlocked(engine);
        };
    }
}
