package dev.ephemera.transport.internal;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * The threads and connections of one client. Calls and WebSockets have threads of their own, so that calls never starve. Owns what
 * it made and nothing else. Thread-safe.
 */
final class HttpResources implements AutoCloseable {

    private static final int IDLE_CONNECTIONS = 64;

    private final ExecutorService callThreads = Threads.perTask("ephemera-http");
    private final ExecutorService socketThreads = Threads.perTask("ephemera-socket");
    private final Dispatcher calls = dispatcher(callThreads);
    private final Dispatcher webSockets = dispatcher(socketThreads);
    private final boolean ownPool;
    private final ConnectionPool pool;

    /**
     * Makes threads and a pool; neither does anything yet.
     *
     * @param users the user's own client, if there is one: its pool is used
     */
    HttpResources(Optional<OkHttpClient> users) {
        ownPool = users.isEmpty();
        pool = ownPool
                ? new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES)
                : users.get().connectionPool();
    }

    private static Dispatcher dispatcher(ExecutorService threads) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }

    /** Runs what is the user's or may block, each task on a thread of its own. */
    Executor callThreads() {
        return callThreads;
    }

    Dispatcher calls() {
        return calls;
    }

    Dispatcher webSockets() {
        return webSockets;
    }

    ConnectionPool pool() {
        return pool;
    }

    /** Counts the connections in a pool of our own, and the calls and handshakes under way. */
    int connections() {
        return (ownPool ? pool.connectionCount() : 0) + calls.runningCallsCount() + webSockets.runningCallsCount();
    }

    /** Closes the connections of our own pool that nobody uses: a call that was cancelled may put its one back. */
    void releaseIdle() {
        if (ownPool) {
            pool.evictAll();
        }
    }

    @Override
    public void close() {
        webSockets.setIdleCallback(this::releaseIdle); // a handshake that is cancelled leaves late, too
        calls.cancelAll();
        webSockets.cancelAll();
        callThreads.shutdown();
        socketThreads.shutdown();
        releaseIdle();
    }
}
