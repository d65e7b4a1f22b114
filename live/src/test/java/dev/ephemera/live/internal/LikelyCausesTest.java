package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.ephemera.live.SessionEnd.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LikelyCausesTest {

    private static final int NOBODYS = 4001;

    /** The reasons that a setup is known to be refused with, and a word of the cause that comes first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "API key not valid. Please pass a valid API key. | GEMINI_API_KEY",
                "API key expired. Please renew the API key. | expired",
                "Invalid JSON payload received. Unknown name \"x\" at 'setup': Cannot find field. | v1alpha",
                "Request contains an invalid argument. | not supported",
                "Precondition check failed. | does not support",
                "The requested combination of response modalities (TEXT) is not supported by the model | AUDIO",
                "Explicit activity control is not supported when automatic activity detection is enabled | automaticActivityDetection",
                "Invalid session handle | handle",
                "token-based requests cannot use project-scoped features such as tuned models | models/",
                "models/X is not found for API version v1beta, or is not supported for bidiGenerateContent. Call ModelService | name",
                "Method doesn't allow unregistered callers (callers without established identity). | token",
                "API keys are not supported by this API. Expected OAuth2 access token | ephemeral token",
                "BidiGenerateContent session not found | handle",
                "Requested entity was not found. | name",
                "Operation is not implemented, or supported, or enabled. | tools",
                "The operation was aborted. | again",
                "Token has been used too many times | uses",
                "new_session_expire_time deadline exceeded | newSessionExpireTime",
                "Token has expired | expireTime",
                "auth token has expired | expireTime",
                "Internal error encountered. | token's lock",
                "You exceeded your current quota, please check your plan | quota",
                "RESOURCE_EXHAUSTED | quota"
            })
    void of_aKnownReason_namesTheCauseAndTheWayOut(String reason, String word) {
        assertThat(LikelyCauses.ofRefusal(NOBODYS, reason)).isNotEmpty();
        assertThat(LikelyCauses.ofRefusal(NOBODYS, reason).get(0)).contains(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "something else", "token"})
    void of_anotherReason_claimsNothing(String reason) {
        assertThat(LikelyCauses.ofRefusal(NOBODYS, reason)).isEmpty();
        assertThat(LikelyCauses.ofEnd(Kind.CLOSED_BY_SERVICE, NOBODYS, reason)).isEmpty();
    }

    /** PROTOCOL 4.3: the service says the same of the setup and of what is sent later. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Request contains an invalid argument.",
                "Invalid JSON payload received. Unknown name \"x\" at 'realtime_input': Cannot find field.",
                "Precondition check failed.",
                "Operation is not implemented, or supported, or enabled.",
                "Requested entity was not found.",
                "Internal error encountered."
            })
    void causes_ofTheSameWords_blameTheSetupOnlyWhileThatIsAnswered(String reason) {
        List<String> open = LikelyCauses.ofEnd(Kind.CLOSED_BY_SERVICE, 1007, reason);

        assertThat(LikelyCauses.ofRefusal(1007, reason))
                .hasSize(1)
                .first(STRING)
                .contains("setup");
        assertThat(open).hasSize(1).first(STRING).doesNotContain("setup");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1005, 1007, 1008, 1009, 1011, 1012})
    void causes_ofACodeWithoutWords_areKnownBeforeAndAfterTheSetup(int code) {
        assertThat(LikelyCauses.ofRefusal(code, "")).hasSize(1);
        assertThat(LikelyCauses.ofEnd(Kind.CLOSED_BY_SERVICE, code, "")).hasSize(1);
    }
}
