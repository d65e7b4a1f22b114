package dev.ephemera.benchmarks.googlegenai;

import com.google.genai.Client;
import com.google.genai.types.CreateAuthTokenConfig;
import com.google.genai.types.HttpOptions;
import dev.ephemera.benchmarks.harness.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mints tokens through Google's SDK, with a config that is built once. */
public final class GoogleCreate {

    private GoogleCreate() {}

    /**
     * Runs until the input ends.
     *
     * @param arguments base URL, API key, the file of the config, the file of the request's body
     * @throws Exception what the SDK throws
     */
    public static void main(String[] arguments) throws Exception {
        HttpOptions options = HttpOptions.builder()
                .baseUrl(arguments[0])
                .apiVersion("v1alpha")
                .build();
        CreateAuthTokenConfig config = CreateAuthTokenConfig.fromJson(Files.readString(Path.of(arguments[2])));
        try (Client client =
                Client.builder().apiKey(arguments[1]).httpOptions(options).build()) {
            Rounds.serve(() -> client.authTokens.create(config).name().orElseThrow());
        }
    }
}
