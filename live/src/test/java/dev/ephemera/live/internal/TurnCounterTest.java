package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.LiveServerMessage;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TurnCounterTest {

    @ParameterizedTest
    @CsvSource({
        "audio audio all done,                  1 1 1 1",
        "audio all done audio all done audio,   1 1 1 2 2 2 3",
        "audio+done audio,                      1 2",
        // An interruption and what stands beside it are the old turn's, and so is its turnComplete.
        "audio cut done audio,                  1 1 1 2",
        "audio audio+cut done audio,            1 1 1 2",
        "audio cut+done audio,                  1 1 2",
        "audio+cut+done audio,                  1 2",
        "audio cut in:x usage:1 done audio,     1 1 1 1 1 2",
        "call:1 cancel:1 cut done text,         1 1 1 1 2",
        // An interruption that is told twice is one.
        "audio cut cut done audio,              1 1 1 1 2",
        // What comes after belongs to the next turn, also before the turnComplete, which is that one's then.
        "audio cut audio done audio,            1 1 2 2 3",
        "audio cut audio+done audio,            1 1 2 3",
        "audio cut audio cut done audio,        1 1 2 2 2 3",
        "audio cut audio+cut done audio,        1 1 2 2 3",
        "audio cut call:1 done audio,           1 1 2 2 3",
        "audio cut out:x done audio,            1 1 2 2 3",
        "audio cut all done audio,              1 1 2 2 3",
        // Without content, or with none that was interrupted, a turn is a turn.
        "done done audio,                       1 2 3",
        "cut done cut done audio,               1 1 2 2 3",
        "audio done cut done audio,             1 1 2 2 3",
        "audio cut empty done audio,            1 1 1 1 2",
    })
    void turnOf_messagesInTheirOrder_countsTheTurns(String said, String numbers) {
        TurnCounter turns = new TurnCounter();

        assertThat(Said.messages(said).stream().map(turns::turnOf).toList())
                .isEqualTo(Arrays.stream(numbers.split(" ")).map(Long::valueOf).toList());
    }

    /** What is cut is numbered, and what comes over the next connection has a higher number. */
    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "'', 0, 1",
        "audio, 1, 2",
        "audio all, 1, 2",
        "audio done, 0, 2",
        "audio done audio, 2, 3",
        "audio done update:h, 0, 2",
        "audio cut, 0, 2", // the interruption has said that it is stale
        "audio cut audio, 2, 3",
        "in:a, 1, 2", // what the user has said belongs to a turn
        "audio done interim:a, 2, 3",
        "audio done in:a done, 0, 3",
    })
    void cut_withinATurnOrBetween_isTheTurnThatWasCut(String said, long cut, long next) {
        TurnCounter turns = new TurnCounter();
        Said.messages(said).forEach(turns::turnOf);

        assertThat(turns.cut()).isEqualTo(cut);
        assertThat(turns.cut()).isZero();
        assertThat(turns.turnOf(Said.messages("audio").get(0))).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
        "text, true",
        "thought, true",
        "audio, true",
        "image, true",
        "code, true",
        "out, true",
        "grounding, true",
        "urls, true",
        "all, true",
        "call, true",
        "usage:1+text, true",
        "in, false",
        "interim, false",
        "cut, false",
        "done, false",
        "waiting, false",
        "status:IDLE, false",
        "empty, false",
        "cancel, false",
        "usage:1, false",
        "goAway, false",
        "setup, false",
        "update, false"
    })
    void bringsOutput_isWhatTheModelSaysOrDoes(String said, boolean output) {
        LiveServerMessage message = Said.messages(said).get(0);

        assertThat(TurnCounter.bringsOutput(message)).isEqualTo(output);
    }
}
