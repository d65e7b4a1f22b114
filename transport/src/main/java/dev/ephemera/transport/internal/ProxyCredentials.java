package dev.ephemera.transport.internal;

import dev.ephemera.transport.ProxyOptions;
import java.util.List;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Presents user and password to the proxy, once. */
final class ProxyCredentials implements Authenticator {

    private static final String HEADER = "Proxy-Authorization";

    private final String value;

    ProxyCredentials(String username, String password) {
        this.value = Credentials.basic(username, password);
    }

    /** What must not be shown: the password, and user and password as they travel. */
    static List<String> secrets(ProxyOptions proxy) {
        return proxy.username().isPresent() && proxy.password().isPresent()
                ? List.of(
                        proxy.password().get(),
                        Credentials.basic(
                                        proxy.username().get(), proxy.password().get())
                                .substring("Basic ".length()))
                : List.of();
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        boolean refused = response.request().header(HEADER) != null;
        return refused
                ? null
                : response.request().newBuilder().header(HEADER, value).build();
    }
}
