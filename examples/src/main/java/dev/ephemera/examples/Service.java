package dev.ephemera.examples;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.types.AuthToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the examples find the service: a running emulator that {@code EPHEMERA_EMULATOR} names, else the real service if there is
 * a key in the environment, else an emulator of their own.
 */
final class Service implements AutoCloseable {

    private static final String DEFAULT_MODEL = "gemini-live-2.5-flash-preview";

    private final String name;
    private final GeminiClient backend;
    private final Optional<String> baseUrl;
    private final @Nullable GeminiEmulator own;

    private Service(String name, GeminiClient backend, Optional<String> baseUrl, @Nullable GeminiEmulator own) {
        this.name = name;
        this.backend = backend;
        this.baseUrl = baseUrl;
        this.own = own;
    }

    static Service fromEnvironment() {
        Optional<String> running = variable("EPHEMERA_EMULATOR");
        if (running.isPresent()) {
            String url = "http://" + running.get();
            return new Service("the emulator at " + url, GeminiClient.fromEnv(), Optional.of(url), null);
        }
        boolean key =
                variable("GEMINI_API_KEY").or(() -> variable("GOOGLE_API_KEY")).isPresent();
        return key
                ? new Service("the Gemini Developer API", GeminiClient.fromEnv(), Optional.empty(), null)
                : emulated();
    }

    static Service emulated() {
        GeminiEmulator own = GeminiEmulator.start();
        GeminiClient backend = GeminiClient.builder()
                .apiKey(own.apiKey())
                .baseUrl(own.baseUrl())
                .build();
        String url = own.baseUrl().toString();
        return new Service("an emulator of its own at " + url, backend, Optional.of(url), own);
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    /** A name for what is printed. */
    String name() {
        return name;
    }

    /** The model to talk to: {@code EPHEMERA_MODEL}, or one that every example works with. */
    static String model() {
        return variable("EPHEMERA_MODEL").orElse(DEFAULT_MODEL);
    }

    /** The backend's client: it holds the API key. */
    GeminiClient backend() {
        return backend;
    }

    /** The client of a browser or a phone: it holds nothing but a token. */
    GeminiClient device(AuthToken token) {
        return device(() -> Credentials.token(token.name()));
    }

    /** The same for one that gets its tokens from elsewhere. */
    GeminiClient device(CredentialsProvider tokens) {
        GeminiClient.Builder device = GeminiClient.builder().credentials(tokens);
        baseUrl.ifPresent(device::baseUrl);
        return device.build();
    }

    @Override
    public void close() {
        backend.close();
        if (own != null) {
            own.close();
        }
    }
}
