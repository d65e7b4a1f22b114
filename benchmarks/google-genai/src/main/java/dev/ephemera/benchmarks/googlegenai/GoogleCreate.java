package dev.ephemera.benchmarks.googlegenai;

import com.google.genai.Client;
import com.google.genai.types.CreateAuthTokenConfig;
import com.google.genai.types.HttpOptions;
import dev.ephemera.benchmarks.harness.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mints tokens through Google's SDK, with a config that is built once. */
public final class GoogleCreate {

    private GoogleCreate() {}

    /**
     * Runs until the input ends.
     *
     * @param arguments base URL, API key, the file of the config, the file of the request's body, which of the configs it is, and when it was made
     * @throws Exception what the SDK throws
     */
    public static void main(String[] arguments) throws Exception {
        HttpOptions options = HttpOptions.builder()
                .baseUrl(arguments[0])
                .apiVersion("v1alpha")
                .build();
        CreateAuthTokenConfig config = config(arguments);
        try (Client client =
                Client.builder().apiKey(arguments[1]).httpOptions(options).build()) {
            Rounds.serve(() -> client.authTokens.create(config).name().orElseThrow());
        }
    }

    /** The one that starts are measured with is built in code, as Ephemera's is. */
    private static CreateAuthTokenConfig config(String[] arguments) throws IOException {
        return arguments[4].equals("USES")
                ? CreateAuthTokenConfig.builder().uses(1).build()
                : CreateAuthTokenConfig.fromJson(Files.readString(Path.of(arguments[2])));
    }
}
