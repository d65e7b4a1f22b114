package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSendException.Reason;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.transport.internal.websocket.OutgoingMessage;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveClientMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OutboundQueueTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ROOM = 10;

    private final ManualTime time = new ManualTime();
    private final List<String> drops = new ArrayList<>();
    private final AtomicInteger woken = new AtomicInteger();

    private OutboundQueue queue(OutboundPolicy policy) {
        SessionOptions options = SessionOptions.builder()
                .outboundPolicy(policy)
                .maxQueuedBytes(ROOM)
                .sendTimeout(TIMEOUT)
                .build();
        return new OutboundQueue(
                options,
                time,
                woken::incrementAndGet,
                (messages, bytes) -> drops.add(messages + " of " + bytes),
                left -> {},
                new SessionMeter(options, time, new UserThreads(Runnable::run)));
    }

    private static OutboundMessage text(OutboundQueue queue, int size) {
        return add(queue, ClientMessages.text("t"), size);
    }

    private static OutboundMessage audio(OutboundQueue queue, int size) {
        return add(queue, ClientMessages.audio(Bytes.empty(), PcmFormat.INPUT), size);
    }

    private static OutboundMessage add(OutboundQueue queue, LiveClientMessage content, int size) {
        OutboundMessage message = new OutboundMessage(queue, content, new byte[size], Runnable::run, () -> true);
        queue.add(message);
        return message;
    }

    private static Reason failure(OutboundMessage message) {
        assertThat(message.sent()).isCompletedExceptionally();
        return message.sent()
                .handle((done, thrown) -> ((LiveSendException) thrown).reason())
                .join();
    }

    private static List<OutboundMessage> unsent(OutboundQueue queue) {
        OutboundQueue.Rest rest = queue.end(() -> SendFailures.notOpen(SessionState.CLOSED, null));
        assertThat(rest.leaving()).isEmpty();
        return rest.unsent();
    }

    private static OutgoingMessage next(OutboundQueue queue) {
        OutgoingMessage next = queue.next();
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void next_takesMessagesInTheirOrder_andEachIsSentWhenItHasLeft() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage one = text(queue, 4);
        OutboundMessage two = audio(queue, 4);

        assertThat(next(queue)).isSameAs(one);
        assertThat(next(queue)).isSameAs(two);
        assertThat(queue.next()).isNull();
        assertThat(one.sent()).isNotDone();
        one.left();
        assertThat(one.sent()).isCompleted();
        assertThat(two.sent()).isNotDone();
        two.left();
        assertThat(two.sent()).isCompleted();
    }

    @Test
    void add_whenThereIsNoRoom_waitsInLineUntilSomethingHasLeft() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage one = text(queue, 8);
        OutboundMessage two = text(queue, 3);
        OutboundMessage small = text(queue, 1);

        assertThat(next(queue)).isSameAs(one);
        assertThat(queue.next()).as("no one overtakes").isNull();
        one.left();
        assertThat(next(queue)).isSameAs(two);
        assertThat(next(queue)).isSameAs(small);
    }

    @Test
    void add_whenAMessageIsLongerThanTheQueue_goesAlone() {
        OutboundQueue queue = queue(OutboundPolicy.FAIL);
        OutboundMessage huge = text(queue, 10 * ROOM);

        assertThat(failure(text(queue, 1))).isEqualTo(Reason.QUEUE_FULL);
        assertThat(next(queue)).isSameAs(huge);
        assertThat(failure(text(queue, 1))).isEqualTo(Reason.QUEUE_FULL);
        huge.left();
        assertThat(text(queue, 1).sent()).isNotDone();
    }

    @Test
    void add_whenThePolicyIsToFail_saysWhatWaitsAndTheLimit() {
        OutboundQueue queue = queue(OutboundPolicy.FAIL);
        text(queue, 8);

        OutboundMessage refused = text(queue, 3);

        assertThatThrownBy(() -> LiveFace.settled(refused.sent()))
                .isInstanceOf(LiveSendException.class)
                .hasMessage(
                        "The message of 3 bytes was not sent: the outbound queue of 10 bytes (maxQueuedBytes) holds 8"
                                + " already; send it again when the network has caught up, or choose OutboundPolicy.WAIT.");
        assertThat(unsent(queue)).hasSize(1);
    }

    @Test
    void add_whenAudioMayBeDropped_makesRoomByTheOldestAndTells() {
        OutboundQueue queue = queue(OutboundPolicy.DROP_OLDEST_AUDIO);
        OutboundMessage leaving = audio(queue, 2);
        assertThat(next(queue)).isSameAs(leaving);
        OutboundMessage text = text(queue, 2);
        OutboundMessage old = audio(queue, 3);
        OutboundMessage older = audio(queue, 3);

        OutboundMessage newest = audio(queue, 6);

        assertThat(failure(old)).isEqualTo(Reason.DROPPED);
        assertThat(failure(older)).isEqualTo(Reason.DROPPED);
        assertThat(drops).containsExactly("2 of 6");
        assertThat(leaving.sent()).isNotDone();
        assertThat(next(queue)).isSameAs(text);
        assertThat(next(queue)).isSameAs(newest);
    }

    @Test
    void add_whenDroppingCannotMakeRoom_dropsNothing() {
        OutboundQueue queue = queue(OutboundPolicy.DROP_OLDEST_AUDIO);
        OutboundMessage accepted = audio(queue, 1);
        OutboundMessage text = text(queue, 9);
        OutboundMessage audio = audio(queue, 2);
        OutboundMessage newer = audio(queue, 2);

        assertThat(drops).isEmpty();
        assertThat(next(queue)).isSameAs(accepted);
        accepted.left();
        assertThat(next(queue)).isSameAs(text);
        text.left();
        assertThat(next(queue)).isSameAs(audio);
        assertThat(next(queue)).isSameAs(newer);
    }

    @Test
    void add_whenOthersTakeTheRoom_dropsAudioThatHasMoreThanAllOfIt() {
        OutboundQueue queue = queue(OutboundPolicy.DROP_OLDEST_AUDIO);
        OutboundMessage text = text(queue, 10);
        OutboundMessage audio = audio(queue, 6);
        OutboundMessage newer = audio(queue, 4);
        OutboundMessage newest = audio(queue, 1);
        OutboundMessage behind = text(queue, 9);

        assertThat(failure(audio)).isEqualTo(Reason.DROPPED);
        assertThat(drops).containsExactly("1 of 6");
        assertThat(next(queue)).isSameAs(text);
        text.left();
        assertThat(next(queue)).isSameAs(newer);
        assertThat(next(queue)).isSameAs(newest);
        newer.left();
        newest.left();
        assertThat(next(queue)).isSameAs(behind);
    }

    @ParameterizedTest
    @EnumSource(names = {"WAIT", "DROP_OLDEST_AUDIO"})
    void add_whenNothingLeavesInTime_takesBackWhatHasNotBegunTo(OutboundPolicy policy) {
        OutboundQueue queue = queue(policy);
        OutboundMessage leaving = text(queue, 4);
        assertThat(next(queue)).isSameAs(leaving);
        OutboundMessage accepted = audio(queue, 4);
        OutboundMessage waiting = text(queue, 4);
        time.elapse(TIMEOUT);

        time.pass(TIMEOUT);
        LiveFace.awaitDone(leaving.sent(), accepted.sent(), waiting.sent());

        assertThat(failure(leaving)).isEqualTo(Reason.STUCK);
        assertThat(failure(accepted)).isEqualTo(Reason.TIMED_OUT);
        assertThat(failure(waiting)).isEqualTo(Reason.TIMED_OUT);
        assertThat(queue.next()).isNull();
        assertThat(drops).hasSize(policy == OutboundPolicy.WAIT ? 0 : 1);
        leaving.left();
        assertThat(unsent(queue)).isEmpty();
    }

    @Test
    void add_whenItComesLater_hasItsOwnDeadline() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage early = text(queue, 1);
        time.elapse(TIMEOUT.dividedBy(2));
        OutboundMessage late = text(queue, 1);
        time.elapse(TIMEOUT.dividedBy(2));

        time.pass(TIMEOUT);
        LiveFace.awaitDone(early.sent());

        assertThat(failure(early)).isEqualTo(Reason.TIMED_OUT);
        assertThat(late.sent()).isNotDone();
        time.elapse(TIMEOUT.dividedBy(2));
        time.pass(TIMEOUT.dividedBy(2));
        LiveFace.awaitDone(late.sent());
        assertThat(failure(late)).isEqualTo(Reason.TIMED_OUT);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void withdraw_whenTheMessageHasNotBegunToLeave_takesItBack() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage leaving = text(queue, 6);
        assertThat(next(queue)).isSameAs(leaving);
        OutboundMessage accepted = text(queue, 4);
        OutboundMessage waiting = text(queue, 4);

        assertThat(queue.withdraw(leaving)).isFalse();
        assertThat(queue.withdraw(accepted)).isTrue();
        assertThat(queue.withdraw(accepted)).isFalse();
        assertThat(next(queue)).isSameAs(waiting);
    }

    /** The connection has asked for more and got nothing, so it does not ask again by itself. */
    private void awaitsWaking(OutboundQueue queue) {
        assertThat(queue.next()).isNull();
        woken.set(0);
    }

    @Test
    void left_whenItMakesRoomForWhatWaited_wakesTheConnection() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage leaving = text(queue, 8);
        OutboundMessage waiting = text(queue, 8);
        assertThat(next(queue)).isSameAs(leaving);
        awaitsWaking(queue);

        leaving.left();

        assertThat(woken).hasValue(1);
        assertThat(next(queue)).isSameAs(waiting);
        awaitsWaking(queue);
        waiting.left();
        assertThat(woken).as("nothing waits").hasValue(0);
    }

    @Test
    void withdraw_whenItMakesRoomForWhatWaited_wakesTheConnection() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage leaving = text(queue, 8);
        OutboundMessage tooBig = text(queue, 8);
        OutboundMessage small = text(queue, 2);
        assertThat(next(queue)).isSameAs(leaving);
        awaitsWaking(queue);

        assertThat(queue.withdraw(tooBig)).isTrue();

        assertThat(woken).hasValue(1);
        assertThat(next(queue)).isSameAs(small);
    }

    @Test
    void expiry_whenItMakesRoomForWhatWaited_wakesTheConnection() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage leaving = text(queue, 8);
        OutboundMessage tooBig = text(queue, 8);
        assertThat(next(queue)).isSameAs(leaving);
        time.elapse(TIMEOUT);
        OutboundMessage small = text(queue, 2);
        awaitsWaking(queue);

        time.pass(TIMEOUT);
        LiveFace.awaitDone(tooBig.sent());

        assertThat(woken).hasValue(1);
        assertThat(next(queue)).isSameAs(small);
    }

    @Test
    void refuseMore_letsLeaveWhatWasAccepted_andNothingElse() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage accepted = text(queue, 8);
        OutboundMessage waiting = text(queue, 8);

        assertThat(queue.refuseMore(() -> SendFailures.notOpen(SessionState.CLOSING, null)))
                .containsExactly(waiting);

        assertThat(failure(text(queue, 1))).isEqualTo(Reason.SESSION_OVER);
        assertThat(next(queue)).isSameAs(accepted);
        accepted.left();
        assertThat(accepted.sent()).isCompleted();
    }

    @Test
    void end_handsBackWhatHasNotLeft_andLeavesNothingArmed() {
        OutboundQueue queue = queue(OutboundPolicy.WAIT);
        OutboundMessage leaving = text(queue, 4);
        assertThat(next(queue)).isSameAs(leaving);
        OutboundMessage accepted = text(queue, 4);
        OutboundMessage waiting = text(queue, 4);

        assertThat(queue.refuseMore(() -> SendFailures.notOpen(SessionState.CLOSED, null)))
                .containsExactly(waiting);
        OutboundQueue.Rest rest = queue.end(() -> SendFailures.notOpen(SessionState.CLOSED, null));
        assertThat(rest.leaving()).containsExactly(leaving);
        assertThat(rest.unsent()).containsExactly(accepted, waiting);

        assertThat(queue.next()).isNull();
        leaving.left();
        assertThat(leaving.sent()).as("the end has said that it did not leave").isNotDone();
        assertThat(time.isIdle()).isTrue();
    }
}
