package dev.ephemera.benchmarks;

import dev.ephemera.GeminiClient;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import okhttp3.OkHttpClient;
import okio.Buffer;

/**
 * What a token is asked for, in the three forms that the runners take.
 *
 * @param config the config itself
 * @param now when it was made
 * @param json the file of the config as JSON, which Google's SDK reads
 * @param body the file of the request's body, as Ephemera writes it
 */
record CreateRequest(CreateConfig config, Instant now, Path json, Path body) {

    static CreateRequest of(CreateConfig config, Path directory) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path json = Files.writeString(directory.resolve(config + ".config.json"), config.json(now));
        Path body = Files.write(directory.resolve(config + ".body.json"), body(config.built(now)));
        return new CreateRequest(config, now, json, body);
    }

    /** What a runner is started with; the time is a number, since reading a date loads many classes. */
    List<String> arguments() {
        return List.of(json.toString(), body.toString(), config.name(), Long.toString(now.getEpochSecond()));
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
