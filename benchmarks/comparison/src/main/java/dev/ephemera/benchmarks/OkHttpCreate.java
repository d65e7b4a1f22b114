package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Sends prepared bytes by OkHttp, one new request each time, and cuts the name out of the answer's text. */
final class OkHttpCreate {

    private static final MediaType JSON = MediaType.get("application/json");

    private OkHttpCreate() {}

    /** Takes base URL, API key, and the {@link CreateRequest#arguments}. */
    public static void main(String[] arguments) throws Exception {
        byte[] body = Files.readAllBytes(Path.of(arguments[3]));
        OkHttpClient client = new OkHttpClient();
        Rounds.serve(() -> create(client, arguments[0], arguments[1], body));
    }

    private static String create(OkHttpClient client, String baseUrl, String apiKey, byte[] body) throws IOException {
        Request request = new Request.Builder()
                .url(baseUrl + "/v1alpha/auth_tokens")
                .header("x-goog-api-key", apiKey)
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return TokenName.in(response.body().string());
        }
    }
}
