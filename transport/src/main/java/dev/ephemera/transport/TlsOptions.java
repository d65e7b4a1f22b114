package dev.ephemera.transport;

import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.immutables.value.Value;

/**
 * Which certificates are trusted, and which are shown, where the platform's defaults do not do: a corporate proxy that opens
 * TLS, or an emulator with a certificate of its own. Host names are always checked.
 */
@Value.Immutable
@ValueStyle
public interface TlsOptions {

    /**
     * Makes the sockets.
     *
     * @return the factory
     */
    SSLSocketFactory sslSocketFactory();

    /**
     * Decides which certificates are trusted; the one that the factory was made with.
     *
     * @return the trust manager
     */
    X509TrustManager trustManager();

    /**
     * Starts with nothing set; both are needed.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a changed copy.
     *
     * @return a new builder with everything set as here
     */
    default Builder toBuilder() {
        return builder().from(this);
    }

    /** Sets the options one by one; not for use by several threads at once. */
    final class Builder extends ImmutableTlsOptions.Builder {

        Builder() {}
    }
}
