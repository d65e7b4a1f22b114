package dev.ephemera.benchmarks;

import dev.ephemera.GeminiClient;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import okhttp3.OkHttpClient;
import okio.Buffer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a token is asked for: the config as both SDKs read it, and the body of the request that it becomes.
 *
 * @param name what the tables call it
 * @param config the file of the config
 * @param body the file of the body, as Ephemera writes it
 */
record CreateRequest(String name, Path config, Path body) {

    /** Constraints, a system instruction, two tools and a lock list. */
    static CreateRequest full(Path directory) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return of("full config", directory.resolve("full"), """
                {
                  "uses": 1,
                  "expireTime": "%s",
                  "newSessionExpireTime": "%s",
                  "liveConnectConstraints": {
                    "model": "gemini-live-2.5-flash-preview",
                    "config": {
                      "responseModalities": ["AUDIO"],
                      "temperature": 0.7,
                      "systemInstruction": {
                        "parts": [{"text": "You help the customers of a shop with their orders. Be brief, and never promise a date."}]
                      },
                      "tools": [
                        {
                          "functionDeclarations": [
                            {
                              "name": "find_order",
                              "description": "Finds an order by its number.",
                              "parameters": {
                                "type": "OBJECT",
                                "properties": {
                                  "number": {"type": "STRING", "description": "The order's number."}
                                },
                                "required": ["number"]
                              }
                            }
                          ]
                        },
                        {"googleSearch": {}}
                      ]
                    }
                  },
                  "lockAdditionalFields": ["topP", "maxOutputTokens"]
                }
                """.formatted(
                        now.plus(Duration.ofHours(10)), now.plus(Duration.ofHours(9))));
    }

    static CreateRequest usesOnly(Path directory) throws IOException {
        return of("`uses=1`", directory.resolve("uses"), "{\"uses\": 1}");
    }

    private static CreateRequest of(String name, Path file, String config) throws IOException {
        Path configFile = Files.writeString(Path.of(file + ".config.json"), config);
        byte[] body = body(JsonMapper.shared().readValue(config, CreateAuthTokenConfig.class));
        return new CreateRequest(name, configFile, Files.write(Path.of(file + ".body.json"), body));
    }

    /** Takes the body out of a call that goes nowhere. */
    private static byte[] body(CreateAuthTokenConfig config) {
        Buffer body = new Buffer();
        OkHttpClient catching = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    chain.request().body().writeTo(body);
                    throw new IOException("caught");
                })
                .build();
        try (GeminiClient client = GeminiClient.builder()
                .apiKey("benchmark")
                .options(options -> options.okHttpClient(catching).retryPolicy(RetryPolicy.none()))
                .build()) {
            client.tokens().create(config);
            throw new IllegalStateException("the call was not caught");
        } catch (NetworkException caught) {
            return body.readByteArray();
        }
    }
}
