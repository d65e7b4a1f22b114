package dev.ephemera.checks.googlegenai;

import com.google.genai.Client;
import com.google.genai.types.CreateAuthTokenConfig;
import com.google.genai.types.HttpOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Mints a token for each config that comes in, one a line, and answers each with one line: {@code minted} or what went wrong. */
public final class MintingProgram {

    private MintingProgram() {}

    /**
     * Runs until the input ends.
     *
     * @param arguments the base URL and the API key
     * @throws IOException if the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        HttpOptions options = HttpOptions.builder()
                .baseUrl(arguments[0])
                .apiVersion("v1alpha")
                .build();
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                Client client = Client.builder()
                        .apiKey(arguments[1])
                        .httpOptions(options)
                        .build()) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println("answer: " + mint(client, line));
            }
        }
    }

    private static String mint(Client client, String config) {
        try {
            client.authTokens.create(CreateAuthTokenConfig.fromJson(config));
            return "minted";
        } catch (RuntimeException refused) {
            return String.valueOf(refused).replace('\n', ' ');
        }
    }
}
