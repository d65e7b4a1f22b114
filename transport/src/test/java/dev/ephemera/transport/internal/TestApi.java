package dev.ephemera.transport.internal;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.types.AuthTokenResource;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Tag;

/** A call as the modules above make theirs. */
public interface TestApi {

    String KEY = "AIza-secret-key-of-the-test";

    @POST("{version}/auth_tokens")
    Call<AuthTokenResource> create(
            @Path("version") String version, @Body AuthTokenResource body, @Tag CallContext context);

    static ApiCall<AuthTokenResource, AuthTokenResource> call(HttpTransport transport, RequestOptions options) {
        return transport.restCall(
                options,
                "v1alpha",
                context -> CallScript.of(
                        transport
                                .api(TestApi.class)
                                .create(
                                        context.version(),
                                        AuthTokenResource.builder().uses(1).build(),
                                        context),
                        ApiResponse::body));
    }

    static ClientOptions.Builder options(String baseUrl) {
        return ClientOptions.builder().apiKey(KEY).baseUrl(baseUrl);
    }
}
