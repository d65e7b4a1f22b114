package dev.ephemera.tokens.internal;

import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.types.JsonObject;
import retrofit2.Call;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Tag;
import retrofit2.http.Url;

/** The two ways to ask a backend for a token. */
interface EndpointApi {

    @POST
    Call<JsonObject> post(@Url String url, @Tag CallContext context);

    @GET
    Call<JsonObject> get(@Url String url, @Tag CallContext context);
}
