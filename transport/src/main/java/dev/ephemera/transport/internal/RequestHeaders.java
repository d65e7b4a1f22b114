package dev.ephemera.transport.internal;

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
        context.headers().forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
        context.presented().ifPresent(credentials -> {
            if (credentials.isToken()) {
                headers.put("Authorization", "Token " + credentials.secret());
            } else {
                headers.put("x-goog-api-key", credentials.secret());
            }
        });
        return headers;
    }
}
