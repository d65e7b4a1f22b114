package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveClientMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls a service has forgotten, and how many are held to know that. */
final class KnownCallsTest {

    private static LiveClientMessage answer(String id, boolean continues) {
        return ClientMessages.toolResponse(List.of(FunctionResponse.builder()
                .id(id)
                .name("f")
                .response(JsonObject.empty())
                .willContinue(continues)
                .build()));
    }

    /**
     * call:id and cancel:id come from the service, >id answers, >id.. continues; h a handle, . a turn that is complete, ~ the session is
     * resumed, # begins anew.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "call:1, false, 1",
        "call:1 ~, true, 1",
        "call:1 #, true, 1",
        "call:1 h ~, false, 1",
        "call:1 h #, true, 1",
        "h call:1 ~, true, 1",
        "call:1 >1, false, 1",
        "call:1 >1 ~, true, 1", // it would be sent again
        "call:1 >1 ., false, 0",
        "call:1 >1.. ., false, 1",
        "call:1 >1.. . >1 ., false, 0",
        "call:1 ., false, 1",
        "call:1 cancel:1, false, 0",
        "call:1 ~ >1 ., true, 1", // who answers late is told, however often
        "call:1 ~ call:2, true, 2",
        "call:1 ~ h ~, true, 1",
        "call:1 ~ call:1, false, 1",
        "call:2 #, false, 1",
        ">1 #, false, 0" // of another process: nothing is known of it
    })
    void isForForgotten_afterWhatHappened_isWhatTheServiceDoesNotKnow(String happened, boolean forgotten, int held) {
        KnownCalls calls = new KnownCalls();

        for (String step : happened.split(" ", -1)) {
            switch (step) {
                case "h" -> calls.resumableHere();
                case "." -> calls.turnComplete();
                case "~" -> calls.reconnected(true);
                case "#" -> calls.reconnected(false);
                case ">1" -> calls.leaves(answer("1", false));
                case ">1.." -> calls.leaves(answer("1", true));
                default -> Said.messages(step).forEach(calls::received);
            }
        }

        assertThat(calls.isForForgotten(answer("1", false))).isEqualTo(forgotten);
        assertThat(calls.size()).isEqualTo(held);
    }

    @Test
    void calls_thatAreAnsweredWithoutAnyHandle_areNotHeld() {
        KnownCalls calls = new KnownCalls();

        for (int i = 0; i < 3; i++) {
            Said.messages("call:" + i).forEach(calls::received);
            calls.leaves(answer("" + i, false));
            calls.turnComplete();
        }

        assertThat(calls.size()).isZero();
    }

    @Test
    void calls_thatNobodyAnswers_areHeldUpToABound() {
        KnownCalls calls = new KnownCalls();

        for (int i = 0; i <= KnownCalls.MOST; i++) {
            Said.messages("call:" + i).forEach(calls::received);
        }
        calls.reconnected(true);

        assertThat(calls.size()).isEqualTo(KnownCalls.MOST);
        assertThat(calls.isForForgotten(answer("0", false))).isFalse();
        assertThat(calls.isForForgotten(answer("1", false))).isTrue();
    }

    @Test
    void isForForgotten_forMessagesThatAnswerNothing_isFalse() {
        KnownCalls calls = new KnownCalls();
        Said.messages("call:1").forEach(calls::received);
        calls.reconnected(false);

        assertThat(calls.isForForgotten(ClientMessages.text("1"))).isFalse();
    }
}
