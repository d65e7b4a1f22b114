package dev.ephemera.live.internal;

import java.net.URI;

/** Where a session is opened (protocol: URLs). Pure. */
final class LiveEndpoint {

    private LiveEndpoint() {}

    /**
     * Builds the address.
     *
     * @param baseUrl the service, {@code http} or {@code https}, perhaps with a path that stays in front
     * @param version the API version
     * @param token whether the credential is an ephemeral token, which has a method of its own
     * @return {@code ws} or {@code wss}
     */
    static URI of(URI baseUrl, String version, boolean token) {
        String scheme = baseUrl.getScheme().equalsIgnoreCase("https") ? "wss" : "ws";
        String place = baseUrl.getRawSchemeSpecificPart().replaceFirst("/+$", "");
        return URI.create(scheme + ":" + place + "/ws/google.ai.generativelanguage." + version + ".GenerativeService."
                + (token ? "BidiGenerateContentConstrained" : "BidiGenerateContent"));
    }
}
