package dev.ephemera.transport.internal;

import dev.ephemera.transport.Credentials;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of a REST call or a handshake: who we are, as whom, and what the user adds. Pure. */
public final class RequestHeaders {

    /** {@code ephemera/<version> gl-java/<version>}, in the form of Google's SDKs. */
    static final String IDENTITY = "ephemera/" + Version.TEXT + " gl-java/" + System.getProperty("java.version");

    private RequestHeaders() {}

    /**
     * Lists the headers of a call.
     *
     * @return names and values; one is a secret
     */
    public static Map<String, String> of(CallContext context) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", IDENTITY);
        headers.put("x-goog-api-client", IDENTITY);
        for (Map.Entry<String, String> further : context.headers().entrySet()) {
            headers.keySet().removeIf(further.getKey()::equalsIgnoreCase);
            headers.put(further.getKey(), further.getValue());
        }
        if (context.presented().isPresent()) {
            Credentials credentials = context.presented().get();
            headers.put(
                    credentials.isToken() ? "Authorization" : "x-goog-api-key",
                    credentials.isToken() ? "Token " + credentials.secret() : credentials.secret());
        }
        return headers;
    }
}
