package dev.ephemera.internal;

import dev.ephemera.transport.ClientOptions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From environment variables to options. Pure. */
public final class Environment {

    private static final String EMULATOR = "EPHEMERA_EMULATOR";
    private static final String VERTEX = "GOOGLE_GENAI_USE_VERTEXAI";

    /** The key that an emulator takes unless it was started with another; a real one is never sent to it. */
    private static final String EMULATOR_KEY = "ephemera-emulator-key";

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]):([1-9][0-9]{0,4})");
    private static final int LAST_PORT = 65_535;

    private Environment() {}

    /**
     * Reads the variables that {@code GeminiClient.fromEnv()} lists.
     *
     * @param variables names and values
     * @return the options of a client
     * @throws IllegalStateException if there is neither a key nor an emulator
     * @throws IllegalArgumentException if a value cannot work
     */
    public static ClientOptions options(Map<String, String> variables) {
        ClientOptions.Builder options = ClientOptions.builder();
        if (vertexAi(variables)) {
            return options.vertexAi(true).build(); // every operation will say that it is not served
        }
        Optional<String> emulator = variable(variables, EMULATOR);
        if (emulator.isPresent()) {
            return options.baseUrl("http://" + loopback(emulator.get()))
                    .apiKey(variable(variables, "EPHEMERA_EMULATOR_KEY").orElse(EMULATOR_KEY))
                    .build();
        }
        // The order of Google's SDKs.
        String name = variable(variables, "GOOGLE_API_KEY").isPresent() ? "GOOGLE_API_KEY" : "GEMINI_API_KEY";
        String key = variable(variables, name)
                .orElseThrow(
                        () -> new IllegalStateException("GEMINI_API_KEY is not set. Set it to an API key of the Gemini"
                                + " Developer API, or EPHEMERA_EMULATOR to the host:port of an emulator on this machine; or build the"
                                + " client with GeminiClient.builder()."));
        try {
            return options.apiKey(key).build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static boolean vertexAi(Map<String, String> variables) {
        return variable(variables, VERTEX)
                .map(value -> value.equalsIgnoreCase("true") || value.equals("1"))
                .orElse(false);
    }

    private static String loopback(String hostAndPort) {
        Matcher matcher = LOOPBACK.matcher(hostAndPort);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LAST_PORT) {
            throw new IllegalArgumentException(
                    EMULATOR + " is \"" + hostAndPort
                            + "\"; it must be host:port on this machine, such as 127.0.0.1:8080, for an emulator takes no other.");
        }
        return hostAndPort;
    }

    private static Optional<String> variable(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
