package dev.ephemera.live;

import dev.ephemera.transport.RequestOptions;
import dev.ephemera.types.LiveConnectConfig;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * {@link Live} without blocking: every failure, a config that cannot work included, comes through the future, as the exception
 * that {@link Live} throws and not wrapped in another; it settles at the latest when the timeout is over, also where a
 * {@link dev.ephemera.transport.CredentialsProvider} blocks, which never blocks the caller. Cancelling a future, or completing it in another way, gives the attempt
 * up and releases its socket.
 *
 * <p>Futures are completed on a thread that may be blocked. Thread-safe.
 */
public interface AsyncLive {

    /**
     * Opens a session in which everything is the service's, or the token's, default.
     *
     * @param model the model, with or without {@code models/}
     * @return the open session to come
     */
    default CompletableFuture<AsyncLiveSession> connect(String model) {
        return connect(model, LiveConnectConfig.builder().build());
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config as {@link Live#connect(String, LiveConnectConfig)} takes it
     * @return the open session to come
     */
    default CompletableFuture<AsyncLiveSession> connect(String model, LiveConnectConfig config) {
        return connect(model, config, RequestOptions.none());
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config sets the config on the builder that it is given, on this thread; what it throws is thrown here
     * @return the open session to come
     */
    default CompletableFuture<AsyncLiveSession> connect(String model, Consumer<LiveConnectConfig.Builder> config) {
        return connect(model, config, SessionOptions.defaults());
    }

    /**
     * Opens a session in which everything is the service's, or the token's, default.
     *
     * @param model the model, with or without {@code models/}
     * @param options how the session behaves on this side
     * @return the open session to come
     */
    default CompletableFuture<AsyncLiveSession> connect(String model, SessionOptions options) {
        return connect(model, LiveConnectConfig.builder().build(), options);
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config sets the config on the builder that it is given, on this thread; what it throws is thrown here
     * @param options how the session behaves on this side
     * @return the open session to come
     */
    default CompletableFuture<AsyncLiveSession> connect(
            String model, Consumer<LiveConnectConfig.Builder> config, SessionOptions options) {
        LiveConnectConfig.Builder builder = LiveConnectConfig.builder();
        config.accept(builder);
        return connect(model, builder.build(), options);
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config as {@link Live#connect(String, LiveConnectConfig)} takes it
     * @param options options of this connection; a retry policy has no effect
     * @return the open session to come
     */
    default CompletableFuture<AsyncLiveSession> connect(
            String model, LiveConnectConfig config, RequestOptions options) {
        return connect(model, config, SessionOptions.builder().request(options).build());
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config as {@link Live#connect(String, LiveConnectConfig)} takes it
     * @param options how the session behaves on this side
     * @return the open session to come
     */
    CompletableFuture<AsyncLiveSession> connect(String model, LiveConnectConfig config, SessionOptions options);
}
