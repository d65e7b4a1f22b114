package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.Turn;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.InteractionStatus;
import dev.ephemera.types.TurnCompleteReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TurnCollectorTest {

    private static final SessionEnd END = SessionEnd.builder()
            .kind(SessionEnd.Kind.CLOSED_BY_SERVICE)
            .by(SessionEnd.By.SERVER)
            .code(1011)
            .reason("auth token has expired")
            .build();

    private static List<Turn> turns(List<LiveEvent> events) {
        TurnCollector collector = new TurnCollector();
        List<Turn> turns = new ArrayList<>();
        events.forEach(event -> collector.add(event).ifPresent(turns::add));
        collector.end(Optional.of(END)).ifPresent(turns::add);
        return turns;
    }

    private static Turn only(String said) {
        List<Turn> turns = turns(Said.events(said));
        assertThat(turns).hasSize(1);
        return turns.get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "text:a text:b all done,                    1 ab COMPLETE",
        "text:a done text:b done,                   1 a COMPLETE; 2 b COMPLETE",
        "text:a+done text:b+done,                   1 a COMPLETE; 2 b COMPLETE",
        "done,                                      1  COMPLETE",
        "text:a cut done text:b done,               1 a INTERRUPTED; 2 b COMPLETE",
        "text:a text:b+cut done text:c done,        1 ab INTERRUPTED; 2 c COMPLETE",
        "text:a cut+done text:b done,               1 a INTERRUPTED; 2 b COMPLETE",
        "text:a cut cut done text:b done,           1 a INTERRUPTED; 2 b COMPLETE",
        // Nothing completes the interrupted turn: the next output ends it.
        "text:a cut text:b done text:c done,        1 a INTERRUPTED; 2 b COMPLETE; 3 c COMPLETE",
        "text:a cut text:b+cut done text:c done,    1 a INTERRUPTED; 2 b INTERRUPTED; 3 c COMPLETE",
        "text:a cut text:b+done,                    1 a INTERRUPTED; 2 b COMPLETE",
        "call:1 cancel:1 cut done text:b done,      1  INTERRUPTED; 2 b COMPLETE",
        "call:1 cut cancel:1 done text:b done,      1  INTERRUPTED; 2 b COMPLETE",
        // Cancelled is what waited for nothing else.
        "text:a call:1 cancel:1 done,               1 a CANCELLED",
        "call:1+cancel:1 done,                      1  CANCELLED",
        "call:1 cancel:1 text:a done,               1 a COMPLETE",
        "call:1 done cancel:1 text:a done,          1  COMPLETE; 2 a COMPLETE",
        "call:1 done cancel:1 done,                 1  COMPLETE; 2  COMPLETE",
        // The session ends.
        "text:a,                                    1 a SESSION_ENDED",
        "text:a cut,                                1 a SESSION_ENDED",
        "text:a done text:b,                        1 a COMPLETE; 2 b SESSION_ENDED",
        "text:a done in:x,                          1 a COMPLETE; 2  SESSION_ENDED",
        "text:a done goAway update:h,               1 a COMPLETE",
        "setup,                                     ''",
    })
    void turns_ofMessages_areThese(String said, String expected) {
        assertThat(turns(Said.events(said)).stream()
                        .map(turn -> turn.number() + " " + turn.text() + " " + turn.end())
                        .collect(Collectors.joining("; ")))
                .isEqualTo(expected);
    }

    @Test
    void turn_thatHasEverything_holdsIt() {
        Turn turn = only(
                "setup interim:wh in:what in:_now thought:hm text:a audio:AAEC audio:AwQ= out:sa out:y code:1+image:AAAA"
                        + " call:7+grounding:q urls cancel:7 text:b+usage:1 all update:h usage:2"
                        + " reason:NEED_MORE_INPUT+waiting+status:IN_PROGRESS+done+usage:3");

        assertThat(turn.number()).isEqualTo(1);
        assertThat(turn.text()).isEqualTo("ab");
        assertThat(turn.thoughts()).isEqualTo("hm");
        assertThat(turn.audio()).containsExactly(new Turn.Audio(Bytes.copyOf(new byte[] {0, 1, 2, 3, 4}), 24_000));
        assertThat(turn.inputTranscript()).isEqualTo("what_now");
        assertThat(turn.inputTranscriptions()).hasSize(2);
        assertThat(turn.interimInputTranscription()).isEmpty();
        assertThat(turn.outputTranscript()).isEqualTo("say");
        assertThat(turn.functionCalls()).extracting(FunctionCall::id).containsExactly(Optional.of("7"));
        assertThat(turn.cancelledIds()).containsExactly("7");
        assertThat(turn.grounding()).hasSize(1);
        assertThat(turn.urlContext()).hasSize(1);
        assertThat(turn.media()).hasSize(1);
        assertThat(turn.otherParts()).hasSize(1);
        assertThat(turn.usage().flatMap(usage -> usage.totalTokenCount())).contains(3);
        assertThat(turn.reason()).contains(TurnCompleteReason.NEED_MORE_INPUT);
        assertThat(turn.interactionStatus()).contains(InteractionStatus.IN_PROGRESS);
        assertThat(turn.moreFollows()).isTrue();
        assertThat(turn.waitingForInput()).isTrue();
        assertThat(turn.end()).isEqualTo(Turn.End.COMPLETE);
        assertThat(turn.sessionEnd()).isEmpty();
        assertThat(turn.otherEvents())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("SetupComplete", "ResumptionUpdate");
    }

    @Test
    void turn_thatHasNothing_isEmpty() {
        Turn turn = only("done");

        assertThat(turn)
                .isEqualTo(Turn.builder().number(1).end(Turn.End.COMPLETE).build());
        assertThat(turn.moreFollows()).isFalse();
    }

    @Test
    void audio_ofSeveralRates_isOneElementForEachChange() {
        assertThat(only("audio:AAE= audio:AgM= audio16:BAU= audio:BgcI audio:CQ== done")
                        .audio())
                .containsExactly(
                        new Turn.Audio(Bytes.copyOf(new byte[] {0, 1, 2, 3}), 24_000),
                        new Turn.Audio(Bytes.copyOf(new byte[] {4, 5}), 16_000),
                        new Turn.Audio(Bytes.copyOf(new byte[] {6, 7, 8, 9}), 24_000));
    }

    @Test
    void interimTranscription_untilAFinalOneComes_isReplacedByNewerOnes() {
        assertThat(only("interim:a interim:ab done").interimInputTranscription().flatMap(newest -> newest.text()))
                .contains("ab");
        assertThat(only("in:a interim:b done").interimInputTranscription().flatMap(newest -> newest.text()))
                .contains("b");
    }

    @ParameterizedTest
    @CsvSource({"IN_PROGRESS, true", "IDLE, false", "NEW_ONE, false"})
    void moreFollows_isTrueWhileTheModelWorks(String status, boolean more) {
        assertThat(only("status:" + status + "+done").moreFollows()).isEqualTo(more);
    }

    @Test
    void turn_thatTheSessionsEndCuts_tellsTheEnd() {
        Turn turn = only("text:a");

        assertThat(turn.end()).isEqualTo(Turn.End.SESSION_ENDED);
        assertThat(turn.sessionEnd()).contains(END);
    }

    @Test
    void number_whenTheEventsBeforeWereReadElsewhere_isTheSessions() {
        List<LiveEvent> events = Said.events("text done text cut done audio:AAAA done text done");

        assertThat(turns(events.subList(5, events.size())))
                .extracting(Turn::number)
                .containsExactly(3L, 4L);
    }

    /** Whatever comes in whatever order, nothing is lost, and what a turn holds has its number. */
    @Test
    void turns_ofAnyMessages_holdEachPieceOnceUnderItsNumber() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> members = List.of(
                "text:a",
                "audio:AAAA",
                "out:x",
                "in:x",
                "call:1",
                "cancel:1",
                "cut",
                "done",
                "all",
                "usage:1",
                "goAway",
                "waiting",
                "empty");
        for (int round = 0; round < 200; round++) {
            String said = IntStream.range(0, 30)
                    .mapToObj(i -> IntStream.rangeClosed(0, random.nextInt(3))
                            .mapToObj(n -> members.get(random.nextInt(members.size())))
                            .distinct()
                            .collect(Collectors.joining("+")))
                    .collect(Collectors.joining(" "));
            List<LiveEvent> events = Said.events(said);
            List<Turn> turns = turns(events);

            assertThat(turns.stream().mapToInt(turn -> turn.text().length()).sum())
                    .as("seed %d: %s", seed, said)
                    .isEqualTo((int) events.stream()
                            .filter(LiveEvent.Text.class::isInstance)
                            .count());
            assertThat(turns)
                    .as("seed %d: %s", seed, said)
                    .extracting(Turn::number)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(turns.stream()
                            .flatMap(turn -> turn.audio().stream()
                                    .flatMap(audio -> IntStream.range(
                                                    0, audio.pcm().size() / 3)
                                            .mapToObj(i -> turn.number())))
                            .toList())
                    .as("seed %d: %s", seed, said)
                    .isEqualTo(events.stream()
                            .filter(LiveEvent.Audio.class::isInstance)
                            .map(event -> ((LiveEvent.Audio) event).turn())
                            .toList());
        }
    }
}
