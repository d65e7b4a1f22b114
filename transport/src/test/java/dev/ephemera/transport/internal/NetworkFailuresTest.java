package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.NetworkException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class NetworkFailuresTest {

    private static final Redaction REDACTION = new Redaction(List.of("proxy-password"));

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new UnknownHostException("example.org: Name or service not known"),
                        "the host example.org is unknown."),
                Arguments.of(
                        new UnknownHostException("proxy.local: Name or service not known"),
                        "a host on the way to example.org, perhaps the proxy, is unknown: proxy.local: Name or service not"
                                + " known"),
                Arguments.of(
                        new UnknownHostException(),
                        "a host on the way to example.org, perhaps the proxy, is unknown: UnknownHostException"),
                Arguments.of(new SocketTimeoutException("x"), "no connection to example.org in time."),
                Arguments.of(
                        new SSLHandshakeException("no path"),
                        "no trusted TLS connection to example.org; where a proxy shows a certificate of its own, set"
                                + " TlsOptions. no path"),
                Arguments.of(
                        new IOException("reset by proxy-password"),
                        "the connection to example.org broke or was refused: java.io.IOException: reset by (redacted)"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_ofTheNetwork_isNamedInWordsThatHelp(IOException thrown, String reason) {
        NetworkException named = NetworkFailures.of("POST /x", thrown, "example.org", REDACTION);

        assertThat(named).hasMessage("POST /x failed: " + reason);
        assertThat(named.getCause()).isNotNull();
    }
}
