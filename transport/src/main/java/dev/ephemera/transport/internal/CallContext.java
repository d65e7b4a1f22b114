package dev.ephemera.transport.internal;

import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of one call, client and call options merged. Retrofit carries it as a tag, and the interceptors read it.
 *
 * @param credentials what is presented
 * @param baseUrl where the service is
 * @param version the API version
 * @param headers the user's headers
 * @param timeout how long the whole call may take
 * @param retryPolicy how it is tried again
 * @param redaction takes the call's secrets out of answers
 */
public record CallContext(
        Credentials credentials,
        URI baseUrl,
        String version,
        Map<String, String> headers,
        Duration timeout,
        RetryPolicy retryPolicy,
        Redaction redaction) {

    /** Shows where to and as whom, without header values. */
    @Override
    public String toString() {
        return "CallContext[" + baseUrl + " " + version + " as " + credentials + ", headers " + headers.keySet() + "]";
    }
}
