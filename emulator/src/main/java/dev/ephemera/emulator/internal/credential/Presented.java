package dev.ephemera.emulator.internal.credential;

import dev.ephemera.emulator.CredentialForm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request presents: an API key, a token, both or none.
 *
 * @param apiKey the key; the header counts where there are both
 * @param token the token by one of its own two forms; the query counts where there are both
 * @param bearer whether there is a bearer credential
 * @param form the form that the token, or else the key, came in
 */
public record Presented(Optional<String> apiKey, Optional<String> token, boolean bearer, CredentialForm form) {

    static final String TOKEN = "auth_tokens/";

    private static final String SCHEME = "token ";
    private static final String BEARER = "bearer ";

    /**
     * Reads a request. A token that is repeated as API key, as the Python SDK does, is no key.
     *
     * @param query the query of the URL
     * @param keyHeader {@code x-goog-api-key}
     * @param authorization {@code Authorization}
     */
    public static Presented read(Query query, @Nullable String keyHeader, @Nullable String authorization) {
        Optional<String> inHeader = Optional.ofNullable(keyHeader).map(String::strip);
        Optional<String> key = inHeader.or(() -> query.value("key"));
        Optional<String> tokenInQuery = query.value("access_token");
        Optional<String> token = tokenInQuery.or(() -> scheme(SCHEME, authorization));
        CredentialForm form;
        if (token.isPresent()) {
            form = tokenInQuery.isPresent() ? CredentialForm.TOKEN_IN_QUERY : CredentialForm.TOKEN_IN_HEADER;
        } else if (key.isPresent()) {
            form = inHeader.isPresent() ? CredentialForm.KEY_IN_HEADER : CredentialForm.KEY_IN_QUERY;
        } else {
            form = CredentialForm.NONE;
        }
        return new Presented(key, token, scheme(BEARER, authorization).isPresent(), form);
    }

    private static Optional<String> scheme(String scheme, @Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(value -> value.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(value -> value.substring(scheme.length()).strip());
    }

    /** Returns the key if it is one, and not a token in a key's place. */
    public Optional<String> realKey() {
        return apiKey.filter(key -> !key.startsWith(TOKEN));
    }

    @Override
    public String toString() {
        return "Presented " + form;
    }
}
