package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** What is remembered of the last answer's type is no other answer's. */
final class KnownTypesInterceptorTest {

    @Test
    void intercept_withTypesThatChange_givesEachBodyItsOwn() throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .addNetworkInterceptor(new KnownTypesInterceptor())
                .build();
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            for (String type :
                    List.of("application/json", "application/json", "text/plain", "none", "", "text/plain")) {
                MockResponse.Builder answer = new MockResponse.Builder().body("four");
                server.enqueue(
                        type.isEmpty()
                                ? answer.build()
                                : answer.addHeader("Content-Type", type).build());
                Request request = new Request.Builder().url(server.url("/")).build();
                try (Response response = client.newCall(request).execute()) {
                    assertThat(Objects.toString(response.body().contentType(), ""))
                            .isEqualTo(type.equals("none") ? "" : type);
                    assertThat(response.body().contentLength()).isEqualTo(4);
                    assertThat(response.body().string()).isEqualTo("four");
                }
            }
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
