package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the messages that have left are sent again, by what came meanwhile. */
final class UnansweredTest {

    private static final int SIZE = 10;
    private static final int BIG = 30;

    private final Map<OutboundMessage, String> names = new HashMap<>();
    private final ManualTime time = new ManualTime();
    private final OutboundQueue queue = queue();

    private OutboundQueue queue() {
        SessionOptions options = SessionOptions.defaults();
        return new OutboundQueue(
                options,
                time,
                () -> {},
                (messages, bytes) -> {},
                leaves -> {},
                new SessionMeter(options, time, new UserThreads(Runnable::run)));
    }

    private OutboundMessage message(String name) {
        LiveClientMessage content = switch (name.charAt(0)) {
            case 't', 'T' -> ClientMessages.text(name);
            case 'c' ->
                ClientMessages.content(
                        LiveClientContent.builder().turnComplete(true).build());
            case 'h', 'H' -> ClientMessages.content(LiveClientContent.builder().build());
            case 'r' ->
                ClientMessages.toolResponse(List.of(FunctionResponse.builder()
                        .id("1")
                        .name("f")
                        .response(JsonObject.empty())
                        .build()));
            case 'a' -> ClientMessages.audio(Bytes.copyOf(new byte[2]), PcmFormat.INPUT);
            case 's' -> ClientMessages.activityStart();
            default -> throw new IllegalArgumentException(name);
        };
        int size = Character.isUpperCase(name.charAt(0)) ? BIG : SIZE;
        OutboundMessage message = new OutboundMessage(queue, content, new byte[size], Runnable::run, () -> true);
        names.put(message, name);
        return message;
    }

    /**
     * t text, c turns, h history, r tool response, a audio, s activity start leave; + the model speaks, ! is interrupted, . its turn is
     * complete; _ time passes, in which the model would have begun if it had anything to answer.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "t1, t1, false",
        "t1 +, t1, false",
        "t1 + ., '', true",
        "t1 ., '', true", // answered by silence
        "t1 t2, t1 t2, false",
        "t1 t2 + ., t2, false",
        "t1 + t2 ., t2, false", // the interrupted turn is the first one's
        "t1 + t2 . + ., '', true",
        "c1 + ., '', true",
        "h1 t1 + ., '', true",
        "h1, h1, true",
        "t1 h1 + ., h1, true", // it may have come after the answer
        "t1 + r1, t1 r1, false",
        "t1 + r1 + ., '', true",
        "t1 + r1 t2 + ., t2, false",
        "a1 s1, '', true",
        "a1 +, '', false",
        "a1 + t1 ., t1, false", // speech has asked for the turn that ends
        "a1 + t1 . + ., '', true",
        "+ ., '', true",
        "t1 + . t2, t2, false",
        "t1 t2 + . + ., '', true", // one by one
        "t1 t2 + . _, '', true", // by one turn, or the second by silence
        "t1 t2 . _, '', true", // both by silence
        "t1 t2 + _ ., t2, false", // the other may be next
        "t1 + t2 . _, t2, false", // asked while the turn ran
        "t1 + t2 . _ + ., '', true",
        "t1 t2 + ! . _, t2, false", // it has interrupted, and is next
        "t1 t2 + ! . _ + ., '', true",
        "t1 t2 + ! . + t3 . _, t3, false",
        "t1 t2 + . _ t3, t3, false",
        "t1 t2 + . t3 _, t3, false",
        "t1 t2 + . _ t3 + ., '', true", // and does not lag behind for ever
        "t1 t2 + . t3 + ., t3, false", // or the turn was the second one's
        "t1 t2 + . t3 + . _, '', true",
        "t1 t2 t3 t4 + _ . t5 + ., t5, false", // what left long before the turn is answered
        "t1 t2 t3 t4 + _ . + ., t3 t4, false", // but for nothing newer has asked: perhaps they are answered one by one
        "t1 t2 t3 t4 + . t5 + ., t3 t4 t5, false", // or perhaps they are on their way
        "t1 t2 t3 t4 + _ . t5 + ! ., t5, false",
        "t1 t2 _ + ., t2, false",
        "t1 t2 + . _ t3 t4 _ + ., t4, false",
        "t1 _, t1, false", // no turn at all: the service may be stuck
        "t1 _ t2 _ + _, t1 t2, false",
        "t1 t2 t3 + . + . + ., '', true",
        "t1 t2 t3 t4 + . + ., t3 t4, false",
        "a1 + t1 . _, t1, false",
        "t1 r1 + . r2 _, r2, true", // it left after the turn
    })
    void takeAll_afterWhatLeftAndCame_givesWhatIsNotAnswered(String happened, String again, boolean quiet) {
        Unanswered unanswered = new Unanswered(Long.MAX_VALUE, false);

        happen(unanswered, happened);

        assertThat(unanswered.isQuiet()).isEqualTo(quiet);
        assertThat(names(unanswered.takeAll().messages())).isEqualTo(again);
        assertThat(unanswered.takeAll().messages()).isEmpty();
        assertThat(unanswered.isQuiet()).isTrue();
    }

    @ParameterizedTest(name = "{0} in {1} bytes")
    @CsvSource({
        "t1 t2 t3, 20, t2 t3, 1, false",
        "t1 t2 t3, 30, t1 t2 t3, 0, false",
        "t1 t2 t3, 9, '', 3, false",
        "t1 + . t2 t3, 20, t2 t3, 0, false",
        "t1 T2 t3, 25, t1 t3, 1, false", // a big one is not kept, but its place is
        "T1, 25, '', 1, false",
        "T1 + ., 25, '', 0, true",
        "T1 t2 + ., 25, t2, 0, false",
        "t1 T2 t3 + ., 25, t3, 1, false",
        "t1 T2 t3 + . + ., 25, t3, 0, false",
        "t1 T2 + . _, 25, '', 0, true",
        "t1 T2 t3 t4 t5, 25, t4 t5, 3, false",
        "t1 t2 t3 + ., 20, t2 t3, 0, false", // the one that was forgotten is answered
        "t1 t2 t3 t4 + ., 20, t3 t4, 1, false",
        "t1 t2 t3 + . t4 t5, 20, t4 t5, 2, false",
        "H1, 25, '', 1, true",
        "H1 t2 + ., 25, '', 0, true",
        "t1, 0, '', 1, false"
    })
    void takeAll_whenThereWasNoRoomForAll_givesTheNewestAndCountsTheOthers(
            String happened, long maxBytes, String again, int forgotten, boolean quiet) {
        Unanswered unanswered = new Unanswered(maxBytes, false);

        happen(unanswered, happened);

        assertThat(unanswered.isQuiet()).isEqualTo(quiet);
        Unanswered.Again rest = unanswered.takeAll();
        assertThat(names(rest.messages())).isEqualTo(again);
        assertThat(rest.forgotten()).isEqualTo(forgotten);
        assertThat(unanswered.takeAll().forgotten()).isZero();
        assertThat(unanswered.isQuiet()).isTrue();
    }

    private void happen(Unanswered unanswered, String happened) {
        for (String step : happened.split(" ", -1)) {
            switch (step) {
                case "+" -> unanswered.answering(time.nanoTime());
                case "!" -> unanswered.interrupted();
                case "_" -> time.elapse(Unanswered.PATIENCE);
                case "." -> {
                    List<OutboundMessage> unused = unanswered.turnComplete(time.nanoTime());
                }
                default -> unanswered.leaves(message(step), time.nanoTime());
            }
            if (step.equals("_")) {
                List<OutboundMessage> unused = unanswered.silence(time.nanoTime());
            }
        }
    }

    private String names(List<OutboundMessage> messages) {
        List<String> found = new ArrayList<>();
        messages.forEach(message -> found.add(names.get(message)));
        return String.join(" ", found);
    }
}
