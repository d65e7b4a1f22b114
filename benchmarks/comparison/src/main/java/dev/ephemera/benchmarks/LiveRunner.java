package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.LiveClient;
import dev.ephemera.benchmarks.harness.LiveRounds;
import dev.ephemera.benchmarks.harness.LiveWork;
import dev.ephemera.benchmarks.websocket.HandMadeLive;

/** One runner at one kind of work at Live sessions, in a process of its own. */
final class LiveRunner {

    private LiveRunner() {}

    /** Takes base URL, the work, and the {@link Runner}'s name. */
    public static void main(String[] arguments) throws Exception {
        LiveRounds.serve(client(Runner.valueOf(arguments[2]), arguments[0]), LiveWork.read(arguments[1]));
    }

    private static LiveClient client(Runner runner, String url) {
        return switch (runner) {
            case SOCKET -> HandMadeLive.socket(url);
            case OKHTTP -> HandMadeLive.okHttp(url);
            case EPHEMERA -> new EphemeraLive(url, false);
            case EPHEMERA_WAITING -> new EphemeraLive(url, true);
            default -> throw new IllegalArgumentException(runner + " has no sessions here");
        };
    }
}
