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

    private final Map<OutboundMessage, String> names = new HashMap<>();
    private final OutboundQueue queue = queue();

    private static OutboundQueue queue() {
        ManualTime time = new ManualTime();
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
            case 't' -> ClientMessages.text(name);
            case 'c' ->
                ClientMessages.content(
                        LiveClientContent.builder().turnComplete(true).build());
            case 'h' -> ClientMessages.content(LiveClientContent.builder().build());
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
        OutboundMessage message = new OutboundMessage(queue, content, new byte[SIZE], Runnable::run, () -> true);
        names.put(message, name);
        return message;
    }

    /** t text, c turns, h history, r tool response, a audio, s activity start leave; + the model speaks, . its turn is complete. */
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
        "t1 t2 t3, 20, t2 t3, 1",
        "t1 t2 t3, 30, t1 t2 t3, 0",
        "t1 t2 t3, 9, '', 3",
        "t1 + . t2 t3, 20, t2 t3, 0"
    })
    void takeAll_whenThereWasNoRoomForAll_givesTheNewestAndCountsTheOthers(
            String happened, long maxBytes, String again, int forgotten) {
        Unanswered unanswered = new Unanswered(maxBytes, false);

        happen(unanswered, happened);

        Unanswered.Again rest = unanswered.takeAll();
        assertThat(names(rest.messages())).isEqualTo(again);
        assertThat(rest.forgotten()).isEqualTo(forgotten);
        assertThat(unanswered.takeAll().forgotten()).isZero();
    }

    private void happen(Unanswered unanswered, String happened) {
        for (String step : happened.split(" ", -1)) {
            switch (step) {
                case "+" -> unanswered.answering();
                case "." -> {
                    List<OutboundMessage> unused = unanswered.turnComplete();
                }
                default -> unanswered.leaves(message(step));
            }
        }
    }

    private String names(List<OutboundMessage> messages) {
        List<String> found = new ArrayList<>();
        messages.forEach(message -> found.add(names.get(message)));
        return String.join(" ", found);
    }
}
