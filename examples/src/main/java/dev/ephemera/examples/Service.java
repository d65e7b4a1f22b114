package dev.ephemera.examples;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.types.AuthToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the examples find the service: the real one if {@code GEMINI_API_KEY} is set, otherwise an emulator of their own.
 */
final class Service implements AutoCloseable {

    private static final String DEFAULT_MODEL = "gemini-live-2.5-flash-preview";

    private final @Nullable GeminiEmulator emulator;

    private Service(@Nullable GeminiEmulator emulator) {
        this.emulator = emulator;
    }

    static Service fromEnvironment() {
        return System.getenv("GEMINI_API_KEY") == null ? emulated() : new Service(null);
    }

    static Service emulated() {
        return new Service(GeminiEmulator.start());
    }

    /** A name for what is printed. */
    String name() {
        return emulator == null ? "the Gemini Developer API" : "the emulator at " + emulator.baseUrl();
    }

    /** The model to talk to: {@code EPHEMERA_MODEL}, or one that every example works with. */
    static String model() {
        return Optional.ofNullable(System.getenv("EPHEMERA_MODEL")).orElse(DEFAULT_MODEL);
    }

    /** The backend's client: it holds the API key. */
    GeminiClient backend() {
        return emulator == null
                ? GeminiClient.fromEnv()
                : GeminiClient.builder()
                        .apiKey(emulator.apiKey())
                        .baseUrl(emulator.baseUrl())
                        .build();
    }

    /** The client of a browser or a phone: it holds nothing but a token. */
    GeminiClient device(AuthToken token) {
        GeminiClient.Builder builder = GeminiClient.builder().token(token.name());
        return emulator == null
                ? builder.build()
                : builder.baseUrl(emulator.baseUrl()).build();
    }

    @Override
    public void close() {
        if (emulator != null) {
            emulator.close();
        }
    }
}
