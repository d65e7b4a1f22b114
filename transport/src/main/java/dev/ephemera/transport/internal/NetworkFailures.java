package dev.ephemera.transport.internal;

import dev.ephemera.transport.NetworkException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says why there was no answer, in words that help. Pure. */
public final class NetworkFailures {

    private NetworkFailures() {}

    /**
     * Names a failure of the network.
     *
     * @param what what failed, as the beginning of a sentence
     * @param thrown what was thrown
     * @param host the service's host
     * @param redaction takes out what the failure quotes
     * @return the exception, not thrown
     */
    public static NetworkException of(String what, Throwable thrown, String host, Redaction redaction) {
        Throwable cause = redaction.redact(thrown);
        return new NetworkException(what + " failed: " + reason(thrown, cause, host), cause);
    }

    private static String reason(Throwable thrown, Throwable cause, String host) {
        if (thrown instanceof UnknownHostException) {
            return text(cause).contains(host)
                    ? "the host " + host + " is unknown."
                    : "a host on the way to " + host + ", perhaps the proxy, is unknown: " + text(cause);
        }
        if (thrown instanceof SocketTimeoutException) {
            return "no connection to " + host + " in time.";
        }
        if (thrown instanceof SSLException) {
            return "no trusted TLS connection to " + host
                    + "; where a proxy shows a certificate of its own, set TlsOptions. " + text(cause);
        }
        return "the connection to " + host + " broke or was refused: " + text(cause);
    }

    private static String text(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
