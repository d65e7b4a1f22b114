package dev.ephemera.examples;

import dev.ephemera.GeminiClient;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.time.Instant;

/** How does a backend mint a token? Run with {@code GEMINI_API_KEY}, or with {@code EPHEMERA_EMULATOR}. */
public final class TokenInSixtySeconds {

    private TokenInSixtySeconds() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (GeminiClient client = GeminiClient.fromEnv()) { // GEMINI_API_KEY
            AuthToken token = client.tokens()
                    .create(CreateAuthTokenConfig.builder()
                            .uses(1) // opens one session
                            .expireTime(Instant.now().plus(Duration.ofMinutes(30)))
                            .liveConnectConstraints(LiveConnectConstraints.builder()
                                    .model("gemini-live-2.5-flash-preview")
                                    .config(LiveConnectConfig.builder()
                                            .addResponseModalities(Modality.AUDIO)
                                            .systemInstruction("You tell very short stories.")
                                            .build())
                                    .build())
                            .build());
            sendToBrowser(token.name()); // a secret: the only thing the browser gets
        }
    }

    private static void sendToBrowser(String token) {
        System.out.println("A token of " + token.length() + " characters is ready for the browser.");
    }
}
