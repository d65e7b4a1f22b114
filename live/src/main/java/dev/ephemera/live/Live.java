package dev.ephemera.live;

import dev.ephemera.transport.RequestOptions;
import dev.ephemera.types.LiveConnectConfig;
import java.util.function.Consumer;

/**
 * Opens Live sessions, with an API key ({@code BidiGenerateContent}) or with an ephemeral token
 * ({@code BidiGenerateContentConstrained}); the credential tells which.
 *
 * <p>Sessions with a token use {@code v1alpha}; sessions with a key {@code v1beta}, or {@code v1alpha} if the config holds
 * something that only it takes ({@code proactivity}). Options can choose another version. With a token, the model and the
 * config count only as far as the token leaves them free; a locked setting is overridden by the service silently.
 *
 * <p>Thread-safe. Each method blocks its caller until the service has completed the setup, for at most the timeout of the call
 * or else the client's {@code setupTimeout} (unless a {@link dev.ephemera.transport.CredentialsProvider} takes longer), is never
 * tried again by itself, leaves nothing behind when it fails, and throws
 *
 * <ul>
 *   <li>{@link IllegalArgumentException} if the config cannot work; nothing was sent
 *   <li>{@link IllegalStateException} if the client is closed or has no credentials
 *   <li>{@link UnsupportedOperationException} if Vertex AI was chosen
 *   <li>what the {@link dev.ephemera.transport.CredentialsProvider} throws, as it is: of a token source's credentials the
 *       {@link dev.ephemera.transport.GeminiException} with which no token could be had
 *   <li>{@link LiveConnectException} if the service refused, did not answer, or answered nonsense, or if the thread was
 *       interrupted, whose flag stays set then
 * </ul>
 */
public interface Live {

    /**
     * Opens a session in which everything is the service's, or the token's, default.
     *
     * @param model the model, with or without {@code models/}
     * @return the open session
     */
    default LiveSession connect(String model) {
        return connect(model, LiveConnectConfig.builder().build());
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config modalities, voice, instruction, tools and all else; it cannot change while the session is open
     * @return the open session
     */
    default LiveSession connect(String model, LiveConnectConfig config) {
        return connect(model, config, RequestOptions.none());
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config sets modalities, voice, instruction, tools and all else on the builder that it is given
     * @return the open session
     */
    default LiveSession connect(String model, Consumer<LiveConnectConfig.Builder> config) {
        return connect(model, config, SessionOptions.defaults());
    }

    /**
     * Opens a session in which everything is the service's, or the token's, default.
     *
     * @param model the model, with or without {@code models/}
     * @param options how the session behaves on this side
     * @return the open session
     */
    default LiveSession connect(String model, SessionOptions options) {
        return connect(model, LiveConnectConfig.builder().build(), options);
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config sets modalities, voice, instruction, tools and all else on the builder that it is given
     * @param options how the session behaves on this side
     * @return the open session
     */
    default LiveSession connect(String model, Consumer<LiveConnectConfig.Builder> config, SessionOptions options) {
        LiveConnectConfig.Builder builder = LiveConnectConfig.builder();
        config.accept(builder);
        return connect(model, builder.build(), options);
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config modalities, voice, instruction, tools and all else; it cannot change while the session is open
     * @param options options of this connection; a retry policy has no effect
     * @return the open session
     */
    default LiveSession connect(String model, LiveConnectConfig config, RequestOptions options) {
        return connect(model, config, SessionOptions.builder().request(options).build());
    }

    /**
     * Opens a session.
     *
     * @param model the model, with or without {@code models/}
     * @param config modalities, voice, instruction, tools and all else; it cannot change while the session is open
     * @param options how the session behaves on this side
     * @return the open session
     */
    LiveSession connect(String model, LiveConnectConfig config, SessionOptions options);

    /**
     * The same without blocking.
     *
     * @return a view that shares everything with this one
     */
    AsyncLive async();
}
