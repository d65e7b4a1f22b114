package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionEnd.Kind;
import dev.ephemera.transport.NetworkException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The closes of PROTOCOL 4.3, and whether another connection helps. */
final class InterruptionsTest {

    private static SessionEnd end(Kind kind, int code, String reason) {
        return SessionEnd.builder()
                .kind(kind)
                .by(SessionEnd.By.NETWORK)
                .code(code)
                .reason(reason)
                .build();
    }

    @ParameterizedTest(name = "{0} {1} {2}, announced: {3}")
    @CsvSource({
        "CONNECTION_LOST, 1006, '', false, true",
        "NO_SIGN_OF_LIFE, 1006, '', false, true",
        "CLOSE_UNANSWERED, 1006, '', false, true",
        "PROTOCOL_VIOLATION, 1007, '', false, false",
        "PROTOCOL_VIOLATION, 1007, '', true, false",
        "CLOSED_BY_SERVICE, 1000, '', false, false",
        "CLOSED_BY_SERVICE, 1000, '', true, true",
        "CLOSED_BY_SERVICE, 1001, '', false, true",
        "CLOSED_BY_SERVICE, 1002, '', true, false",
        "CLOSED_BY_SERVICE, 1003, '', true, false",
        "CLOSED_BY_SERVICE, 1007, 'Request contains an invalid argument.', true, false",
        "CLOSED_BY_SERVICE, 1007, '', true, false",
        "CLOSED_BY_SERVICE, 1008, '', false, false",
        "CLOSED_BY_SERVICE, 1008, '', true, true",
        "CLOSED_BY_SERVICE, 1008, 'Requested entity was not found.', true, false",
        "CLOSED_BY_SERVICE, 1008, 'Operation is not implemented, or supported, or enabled.', true, false",
        "CLOSED_BY_SERVICE, 1008, 'Connection aborted because the client failed to close the connection after receiving a GoAway signal once', true, true",
        "CLOSED_BY_SERVICE, 1009, '', true, false",
        "CLOSED_BY_SERVICE, 1011, 'Deadline expired before operation could complete.', true, true",
        "CLOSED_BY_SERVICE, 1005, '', false, true",
        "CLOSED_BY_SERVICE, 1007, 'Request contains an invalid argument.', false, false",
        "CLOSED_BY_SERVICE, 1008, 'Requested entity was not found.', false, false",
        "CLOSED_BY_SERVICE, 1008, 'Connection aborted because the client failed to close the connection after receiving a GoAway signal once', false, true",
        "CLOSED_BY_SERVICE, 1008, 'The operation was aborted.', false, true",
        "CLOSED_BY_SERVICE, 1011, 'Deadline expired before operation could complete.', false, true",
        "CLOSED_BY_SERVICE, 1011, 'Internal error encountered.', false, true",
        "CLOSED_BY_SERVICE, 1011, 'auth token has expired', false, true",
        "CLOSED_BY_SERVICE, 1012, '', false, true",
        "CLOSED_HERE, 1000, '', true, false",
    })
    void mayBeOvercome_byHowTheConnectionEnded(
            Kind kind, int code, String reason, boolean announced, boolean overcome) {
        assertThat(Interruptions.mayBeOvercome(end(kind, code, reason), announced))
                .isEqualTo(overcome);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "1007, 'API key not valid. Please pass a valid API key.', NONE",
        "1007, 'Invalid session handle', WITHOUT_HANDLE",
        "1008, 'BidiGenerateContent session not found', WITHOUT_HANDLE",
        "1008, 'models/X is not found for API version v1beta', NONE",
        "1011, 'Token has been used too many times', ANOTHER_TOKEN",
        "1011, 'Token has expired', ANOTHER_TOKEN",
        "1011, 'new_session_expire_time deadline exceeded', ANOTHER_TOKEN",
        "1011, 'Internal error encountered.', ANOTHER_ATTEMPT",
        "1011, 'You exceeded your current quota', ANOTHER_ATTEMPT",
        "1013, '', ANOTHER_ATTEMPT",
        "1000, '', NONE",
    })
    void remedy_ofARefusedSetup_isByItsCodeAndReason(int code, String reason, Interruptions.Remedy remedy) {
        assertThat(Interruptions.remedy(LiveConnectException.refused(code, reason, List.of())))
                .isEqualTo(remedy);
    }

    @ParameterizedTest
    @CsvSource({
        "400, NONE",
        "403, NONE",
        "404, NONE",
        "408, ANOTHER_ATTEMPT",
        "429, ANOTHER_ATTEMPT",
        "503, ANOTHER_ATTEMPT"
    })
    void remedy_ofARefusedHandshake_isByItsStatus(int status, Interruptions.Remedy remedy) {
        assertThat(Interruptions.remedy(LiveConnectException.refusedHandshake(status, "", new IOException())))
                .isEqualTo(remedy);
    }

    @Test
    void remedy_ofAnotherFailure_isAnAttemptWhereTheNetworkFailed() {
        NetworkException broken = new NetworkException("broken", new IOException());
        assertThat(Interruptions.remedy(broken)).isEqualTo(Interruptions.Remedy.ANOTHER_ATTEMPT);
        assertThat(Interruptions.remedy(LiveConnectException.failed("broken", broken)))
                .isEqualTo(Interruptions.Remedy.ANOTHER_ATTEMPT);
        assertThat(Interruptions.remedy(LiveConnectException.failed("late", null)))
                .isEqualTo(Interruptions.Remedy.ANOTHER_ATTEMPT);
        assertThat(Interruptions.remedy(new IllegalStateException("the source is closed")))
                .isEqualTo(Interruptions.Remedy.NONE);
    }
}
