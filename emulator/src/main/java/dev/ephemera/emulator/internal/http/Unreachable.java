package dev.ephemera.emulator.internal.http;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in plain words why another endpoint does not answer. Pure. */
final class Unreachable {

    private Unreachable() {}

    /**
     * Why, and what can be done.
     *
     * @param failure what came of it
     * @param patience how long an answer was waited for
     */
    static String why(Throwable failure, Duration patience) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "TLS does not come about: " + cause.getMessage()
                        + "; trust who signed its certificate with EmulatorOptions.upstreamSslContext, or with"
                        + " -Djavax.net.ssl.trustStore=FILE for the program, and call it by a name that is in there.";
            }
            if (cause instanceof SocketTimeoutException) {
                return "no connection within " + Upstream.TIME_TO_CONNECT.toSeconds() + " seconds.";
            }
            if (cause instanceof TimeoutException) {
                return "no answer within " + patience.toSeconds() + " seconds.";
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "its name is not known; is it spelt right?";
            }
            if (cause instanceof ConnectException) {
                return "nothing listens there; does it run, and is the port right?";
            }
            if (cause instanceof ClosedChannelException) {
                return "the connection ended without an answer.";
            }
        }
        return failure.getMessage() == null ? "no answer came." : failure.getMessage();
    }
}
