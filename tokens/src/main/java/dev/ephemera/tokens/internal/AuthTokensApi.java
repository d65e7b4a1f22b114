package dev.ephemera.tokens.internal;

import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.types.AuthTokenResource;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Tag;

/** Verb, path and types of the service. */
interface AuthTokensApi {

    @POST("{version}/auth_tokens")
    Call<AuthTokenResource> create(@Path("version") String version, @Body Object body, @Tag CallContext context);
}
