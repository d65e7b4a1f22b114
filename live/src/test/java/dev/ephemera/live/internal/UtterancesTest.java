package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves over which connection of what the user says between marks of his own. */
final class UtterancesTest {

    private static final int SIZE = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final List<Long> drops = new CopyOnWriteArrayList<>();
    private final Map<OutboundMessage, String> sent = new LinkedHashMap<>();
    private final OutboundQueue queue = queue(OutboundPolicy.DROP_OLDEST_AUDIO, 1L << 20);

    private OutboundQueue queue(OutboundPolicy policy, long room) {
        SessionOptions options = SessionOptions.builder()
                .outboundPolicy(policy)
                .maxQueuedBytes(room)
                .sendTimeout(TIMEOUT)
                .build();
        return new OutboundQueue(
                options,
                time,
                () -> {},
                (messages, bytes) -> drops.add(messages),
                leaves -> {},
                new SessionMeter(options, time, new UserThreads(Runnable::run)));
    }

    /** {@code s} begins an utterance, {@code e} ends it, {@code a} is audio and {@code o} old audio, {@code x} all in one, {@code t} text. */
    private static LiveClientMessage content(String name) {
        LiveClientMessage audio = ClientMessages.audio(Bytes.copyOf(new byte[2]), PcmFormat.INPUT);
        return switch (name) {
            case "s" -> ClientMessages.activityStart();
            case "e" -> ClientMessages.activityEnd();
            case "a", "o" -> audio;
            case "t" -> ClientMessages.text(name);
            case "x" ->
                ClientMessages.realtime(LiveClientRealtimeInput.builder()
                        .from(ClientMessages.activityStart().realtimeInput().orElseThrow())
                        .from(audio.realtimeInput().orElseThrow())
                        .from(ClientMessages.activityEnd().realtimeInput().orElseThrow())
                        .build());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String name(LiveClientMessage content) {
        return content("x").equals(content)
                ? "x"
                : List.of("s", "e", "a", "t").stream()
                        .filter(name -> content(name).equals(content))
                        .findFirst()
                        .orElseThrow();
    }

    private OutboundMessage add(OutboundQueue queue, String name) {
        OutboundMessage message = new OutboundMessage(queue, content(name), new byte[SIZE], Runnable::run, () -> true);
        sent.put(message, name);
        queue.add(message);
        return message;
    }

    /** Lets all leave that waits. */
    private static void leave(OutboundQueue queue, StringJoiner left) {
        for (OutboundMessage next = (OutboundMessage) queue.next();
                next != null;
                next = (OutboundMessage) queue.next()) {
            left.add(name(next.content()));
            next.left();
        }
    }

    private static LiveSendException.Reason failure(OutboundMessage message) {
        assertThat(message.sent()).isCompletedExceptionally();
        return message.sent()
                .handle((done, thrown) -> ((LiveSendException) thrown).reason())
                .join();
    }

    /** Between a {@code >} and the next word all leaves; at a bar the session goes on over another connection. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "s a e                ; s a e          ;",
                "s a e |              ; | s a e        ;",
                "s o a e |            ; | s a e        ; o",
                "s o e |              ; |              ; s o e",
                "s o | e              ; |              ; s o e",
                "s o | a e            ; | s a e        ; s o",
                "s | a e              ; | s a e        ;",
                "s | o e              ; | s a e        ;",
                "s e |                ; | s e          ;",
                "s a > |              ; s a |          ;",
                "s a > | e            ; s a |          ; e",
                "s a > e |            ; s a |          ; e",
                "s a > o e |          ; s a |          ; o e",
                "s a > | a e          ; s a | s a e    ;",
                "s a > a e |          ; s a | s a e    ;",
                "s a > o a e |        ; s a | s a e    ; o",
                "s a > o | a t e      ; s a | s a t e  ; o",
                "s a > t | e          ; s a | t        ; e",
                "s a > | e s a e      ; s a | s a e    ; e",
                "s a > o e s a e |    ; s a | s a e    ; o e",
                "s a > | s a e        ; s a | s a e    ;",
                "s a > | | a e        ; s a | | s a e  ;",
                "s a > | a | e        ; s a | | s a e  ;",
                "s a > | a > | e      ; s a | s a |    ; e",
                "s a > | a > | a e    ; s a | s a | s a e ;",
                "s a > | a > a | e    ; s a | s a | s a e ;",
                "s o | | e            ; | |            ; s o e",
                "s > | a e            ; s | s a e      ;",
                "s > | e              ; s |            ; e",
                "s a e > | a          ; s a e | a      ;",
                "a > | a              ; a | a          ;",
                "a o |                ; | a            ; o",
                "e |                  ; | e            ;",
                "x |                  ; | x            ;",
                "x > | e              ; x | e          ;",
            })
    void utterance_thatGoesOnOverAnotherConnection_isOneThatTheServiceTakes(
            String said, String left, String droppedMessages) {
        StringJoiner leaves = new StringJoiner(" ");
        for (String word : said.split(" +", 0)) {
            switch (word) {
                case ">" -> leave(queue, leaves);
                case "|" -> {
                    leaves.add("|");
                    queue.goOn(
                            List.of(), message -> sent.getOrDefault(message, "").equals("o"));
                }
                default -> add(queue, word);
            }
        }
        leave(queue, leaves);

        StringJoiner dropped = new StringJoiner(" ");
        sent.forEach((message, name) -> {
            if (message.sent().isCompletedExceptionally()) {
                assertThat(failure(message)).isEqualTo(LiveSendException.Reason.DROPPED);
                dropped.add(name);
            }
        });
        assertThat(leaves.toString()).isEqualTo(left);
        assertThat(dropped.toString()).isEqualTo(droppedMessages == null ? "" : droppedMessages);
        long told = dropped.toString()
                .chars()
                .filter(name -> name == 'o' || name == 'e')
                .count();
        assertThat(drops.stream().mapToLong(Long::longValue).sum())
                .as("a beginning alone is not lost: %s", drops)
                .isEqualTo(told);
    }

    @Test
    void end_whenItsAudioDidNotLeaveInTime_goesWithIt() {
        OutboundMessage audio = add(queue, "a");
        StringJoiner left = new StringJoiner(" ");
        leave(queue, left);
        OutboundMessage start = add(queue, "s");
        OutboundMessage late = add(queue, "a");
        time.elapse(TIMEOUT.dividedBy(2));
        OutboundMessage end = add(queue, "e");
        time.elapse(TIMEOUT.dividedBy(2));

        time.pass(TIMEOUT);
        LiveFace.awaitDone(start.sent(), late.sent(), end.sent());

        assertThat(audio.sent()).isCompleted();
        assertThat(failure(late)).isEqualTo(LiveSendException.Reason.TIMED_OUT);
        assertThat(failure(end)).isEqualTo(LiveSendException.Reason.DROPPED);
        assertThat(queue.next()).isNull();
        Await.until("the loss is told", () -> !drops.isEmpty());
        assertThat(drops).containsExactly(2L);
    }

    @Test
    void marks_whenNewerAudioTakesTheRoomOfTheirs_goWithIt() {
        OutboundQueue small = queue(OutboundPolicy.DROP_OLDEST_AUDIO, 4 * SIZE);
        OutboundMessage start = add(small, "s");
        OutboundMessage older = add(small, "a");
        OutboundMessage end = add(small, "e");
        add(small, "a");
        OutboundMessage newest = add(small, "a");

        assertThat(failure(older)).isEqualTo(LiveSendException.Reason.DROPPED);
        assertThat(failure(start)).isEqualTo(LiveSendException.Reason.DROPPED);
        assertThat(failure(end)).isEqualTo(LiveSendException.Reason.DROPPED);
        StringJoiner left = new StringJoiner(" ");
        leave(small, left);
        assertThat(left.toString()).isEqualTo("a a");
        assertThat(newest.sent()).isCompleted();
    }
}
