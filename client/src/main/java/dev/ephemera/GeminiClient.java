package dev.ephemera;

import dev.ephemera.internal.Environment;
import dev.ephemera.internal.HttpGeminiClient;
import dev.ephemera.live.Live;
import dev.ephemera.tokens.Tokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import java.net.URI;
import java.util.function.Consumer;

/**
 * A client of the Gemini Developer API's ephemeral tokens and Live sessions. Build one, share it, and close it at the end: it
 * holds a connection pool and daemon threads, and connects nothing before it is asked to.
 *
 * <p>One of its threads begins at once to set up the platform's TLS, unless {@link ClientOptions#tls} or
 * {@link ClientOptions#okHttpClient} brings another. The first calls wait for it, blocking ones however long that takes. What is
 * read then, such as {@code javax.net.ssl.trustStore} and the default proxy selector, must be set before and stay until the first
 * call. Where TLS cannot be set up, calls fail with an {@link IllegalStateException} that says why.
 *
 * <p>Safe for use by any thread. It is an interface so that code that depends on it can be tested with another one; the emulator
 * serves better.
 */
public interface GeminiClient extends AutoCloseable {

    /**
     * Makes a client from the environment:
     *
     * <ul>
     *   <li>{@code GEMINI_API_KEY}, or {@code GOOGLE_API_KEY}, which wins if both are set, as in Google's SDKs: the API key, or
     *       a token, which becomes the token that it is
     *   <li>{@code GOOGLE_GENAI_USE_VERTEXAI}: {@code true} or {@code 1} asks for Vertex AI, which is not served
     *   <li>{@code EPHEMERA_EMULATOR}: {@code host:port} of an emulator on this machine, which is then used instead of the
     *       service; the keys above are not sent to it
     *   <li>{@code EPHEMERA_EMULATOR_KEY}: the key of that emulator, if it was started with one of its own
     * </ul>
     *
     * @return the client
     * @throws IllegalStateException if there is neither a key nor an emulator
     * @throws IllegalArgumentException if a value cannot work; the message names the variable, and never shows a key
     */
    static GeminiClient fromEnv() {
        return new HttpGeminiClient(Environment.options(System.getenv()));
    }

    /**
     * Makes a client from options alone.
     *
     * @param options everything there is to set
     * @return the client
     */
    static GeminiClient of(ClientOptions options) {
        return new HttpGeminiClient(options);
    }

    /**
     * Starts with the defaults of {@link ClientOptions}; nothing is read from the environment.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Mints ephemeral tokens.
     *
     * @return the tokens of this client, the same at each call
     */
    Tokens tokens();

    /**
     * Opens Live sessions.
     *
     * @return the sessions of this client, the same at each call
     */
    Live live();

    /**
     * Closes the open sessions, for at most {@link ClientOptions#closeTimeout()}, ends the calls under way, and releases what the
     * client made; an {@code OkHttpClient} that was given stays alive. Does nothing the second time. Calls that come later throw
     * {@link IllegalStateException}.
     */
    @Override
    void close();

    /** Sets what a client is built with; not for use by several threads at once. */
    final class Builder {

        private final ClientOptions.Builder options = ClientOptions.builder();

        Builder() {}

        /**
         * Presents an API key.
         *
         * @param key the key, or a token, which becomes the token that it is
         * @return this builder
         */
        public Builder apiKey(String key) {
            options.apiKey(key);
            return this;
        }

        /**
         * Presents an ephemeral token, which opens Live sessions only.
         *
         * @param name the token's name, {@code auth_tokens/} and an opaque string
         * @return this builder
         */
        public Builder token(String name) {
            options.token(name);
            return this;
        }

        /**
         * Presents fixed credentials.
         *
         * @param credentials the key or the token
         * @return this builder
         */
        public Builder credentials(Credentials credentials) {
            options.credentials(credentials);
            return this;
        }

        /**
         * Asks for the credentials at each call and each connection.
         *
         * @param provider who supplies them
         * @return this builder
         */
        public Builder credentials(CredentialsProvider provider) {
            options.credentials(provider);
            return this;
        }

        /**
         * Sets another address than {@link ClientOptions#DEFAULT_BASE_URL}.
         *
         * @param baseUrl the address, {@code https}, or {@code http} on loopback
         * @return this builder
         */
        public Builder baseUrl(URI baseUrl) {
            options.baseUrl(baseUrl);
            return this;
        }

        /**
         * Sets another address than {@link ClientOptions#DEFAULT_BASE_URL}.
         *
         * @param baseUrl the address, {@code https}, or {@code http} on loopback
         * @return this builder
         * @throws IllegalArgumentException if it is no URI
         */
        public Builder baseUrl(String baseUrl) {
            options.baseUrl(baseUrl);
            return this;
        }

        /**
         * Sets any option: timeouts, retries, proxy, TLS, headers, an {@code OkHttpClient} of your own, and all else.
         *
         * @param options sets them on the builder that it is given
         * @return this builder
         */
        public Builder options(Consumer<ClientOptions.Builder> options) {
            options.accept(this.options);
            return this;
        }

        /**
         * Makes the client.
         *
         * @return the client
         * @throws IllegalArgumentException if the options cannot work; the message names which
         */
        public GeminiClient build() {
            return new HttpGeminiClient(options.build());
        }
    }
}
