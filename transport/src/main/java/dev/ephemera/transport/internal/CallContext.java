package dev.ephemera.transport.internal;

import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one call, client and call options merged. Retrofit carries it as a tag, and the interceptors read it.
 *
 * @param presented the key or token; empty for a call to another service than the API, to which neither may go
 * @param baseUrl where the service is
 * @param version the API version
 * @param headers the user's headers
 * @param timeout how long the whole call may take
 * @param retryPolicy how it is tried again
 * @param redaction takes the call's secrets out of answers
 */
public record CallContext(
        Optional<Credentials> presented,
        URI baseUrl,
        String version,
        Map<String, String> headers,
        Duration timeout,
        RetryPolicy retryPolicy,
        Redaction redaction) {

    /** Returns what a call to the API presents. */
    public Credentials credentials() {
        return presented.orElseThrow();
    }

    /** Shows where to and as whom, without header values. */
    @Override
    public String toString() {
        return "CallContext[" + baseUrl + " " + version
                + presented.map(credentials -> " as " + credentials).orElse("") + ", headers " + headers.keySet() + "]";
    }
}
