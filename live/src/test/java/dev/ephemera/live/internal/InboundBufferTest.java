package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.types.LiveServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class InboundBufferTest {

    private static final LiveServerMessage NOTHING = LiveServerMessage.builder().build();
    private static final long ROOM = 10 * InboundBuffer.SMALLEST;

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final InboundBuffer buffer = new InboundBuffer(ROOM);
    private final List<Thread> started = new ArrayList<>();

    private static LiveEvent event(int number) {
        return new LiveEvent.Text(NOTHING, Integer.toString(number));
    }

    private void put(int number, long size) {
        put(buffer, List.of(event(number)), size);
    }

    /** As the thread does that reads a socket. */
    private static void put(InboundBuffer buffer, List<LiveEvent> events, long size) {
        buffer.put(NOTHING, events, size);
        buffer.awaitRoom(() -> false);
    }

    private Thread start(Runnable task) {
        Thread thread = Threads.daemons("ephemera-test").newThread(task);
        started.add(thread);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        Await.waiting(thread);
    }

    private void joinAll() throws InterruptedException {
        for (Thread thread : started) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void poll_whenEventsWait_takesEachOnceInOrder() throws Exception {
        put(buffer, List.of(event(1), event(2)), 10);
        put(3, 10);

        assertThat(buffer.awaitReadable()).isTrue();
        assertThat(List.of(buffer.poll(), buffer.poll(), buffer.poll())).containsExactly(event(1), event(2), event(3));
        assertThat(buffer.poll()).isNull();
    }

    @Test
    void put_whenTheBufferIsFull_letsReadAndWaitsUntilThereIsRoom() throws Exception {
        put(1, ROOM - InboundBuffer.SMALLEST);
        put(2, InboundBuffer.SMALLEST);
        Thread writer = start(() -> put(3, 1));
        awaitWaiting(writer);

        assertThat(buffer.poll()).isEqualTo(event(1));

        joinAll();
        assertThat(buffer.poll()).isEqualTo(event(2));
        assertThat(buffer.poll()).isEqualTo(event(3));
    }

    @Test
    void put_whenOneMessageIsLongerThanTheBuffer_waitsUntilItIsRead() throws Exception {
        Thread writer = start(() -> put(1, 10 * ROOM));
        awaitWaiting(writer);
        assertThat(buffer.isFull()).isTrue();

        assertThat(buffer.poll()).isEqualTo(event(1));

        joinAll();
        assertThat(buffer.isFull()).isFalse();
    }

    @Test
    void put_whenAMessageHasSeveralEvents_countsItUntilTheLastIsRead() throws Exception {
        put(buffer, List.of(event(1), event(2)), ROOM);
        Thread writer = start(() -> put(3, 1));
        awaitWaiting(writer);
        assertThat(buffer.poll()).isEqualTo(event(1));
        assertThat(writer.isAlive()).isTrue();

        assertThat(buffer.poll()).isEqualTo(event(2));

        joinAll();
        assertThat(buffer.poll()).isEqualTo(event(3));
    }

    @Test
    void put_whenMessagesAreTiny_isBoundedAllTheSame() {
        AtomicInteger taken = new AtomicInteger();
        InboundBuffer small = new InboundBuffer(100 * InboundBuffer.SMALLEST);
        Thread writer = start(() -> {
            for (int i = 0; i < 200; i++) {
                put(small, List.of(event(i)), 0);
                taken.incrementAndGet();
            }
        });
        awaitWaiting(writer);

        assertThat(taken).hasValue(100);
        small.refuseMore();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writer_thatWaits_isReleasedWhenNothingMoreIsAcceptedOrAllIsOver(boolean end) throws Exception {
        put(1, ROOM);
        Thread writer = start(() -> put(2, ROOM));
        awaitWaiting(writer);

        if (end) {
            buffer.end();
        } else {
            buffer.refuseMore();
        }

        joinAll();
        put(3, 1);
        assertThat(buffer.poll()).isEqualTo(event(1));
        assertThat(buffer.poll()).isEqualTo(event(2));
        assertThat(buffer.poll()).isNull();
        assertThat(buffer.isExhausted()).isEqualTo(end);
    }

    @Test
    void awaitRoom_whenThereIsNoUseInWaiting_returns() throws Exception {
        buffer.put(NOTHING, List.of(event(1)), ROOM + 1);
        AtomicBoolean useless = new AtomicBoolean();
        awaitWaiting(start(() -> buffer.awaitRoom(useless::get)));
        assertThat(buffer.isFull()).isTrue();

        useless.set(true);
        buffer.wakeWriters();

        joinAll();
        assertThat(buffer.isFull()).isFalse();
        assertThat(buffer.poll()).isEqualTo(event(1));
    }

    @Test
    void poll_whenItsTimeoutIsLongerThanCanBeCounted_waitsAllTheSame() throws Exception {
        put(1, 1);

        assertThat(buffer.poll(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(event(1));
    }

    @Test
    void readers_thatWait_areReleasedByTheEnd() throws Exception {
        Queue<Boolean> answers = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 3; i++) {
            awaitWaiting(start(() -> answers.add(readable())));
        }

        buffer.end();

        joinAll();
        assertThat(answers).containsExactly(false, false, false);
    }

    private boolean readable() {
        try {
            return buffer.awaitReadable();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void end_whenEventsWait_leavesThemReadable() throws Exception {
        put(1, 1);
        buffer.end();

        assertThat(buffer.isExhausted()).isFalse();
        assertThat(buffer.awaitReadable()).isTrue();
        assertThat(buffer.poll()).isEqualTo(event(1));
        assertThat(buffer.awaitReadable()).isFalse();
        assertThat(buffer.isExhausted()).isTrue();
    }

    @Test
    void readers_ofWhichThereAreSeveral_takeEachEventOnceAndInOrder() throws Exception {
        int messages = 5_000;
        List<List<Integer>> read = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 4; i++) {
            start(() -> {
                List<Integer> own = new ArrayList<>();
                while (readable()) {
                    LiveEvent event = buffer.poll();
                    if (event != null) {
                        own.add(Integer.valueOf(((LiveEvent.Text) event).text()));
                    }
                }
                read.add(own);
            });
        }
        for (int i = 0; i < messages; i++) {
            put(i, i % ROOM);
        }
        buffer.end();

        joinAll();
        assertThat(read).allSatisfy(own -> assertThat(own).isSorted());
        assertThat(read.stream().flatMap(List::stream).sorted().toList())
                .isEqualTo(IntStream.range(0, messages).boxed().toList());
    }

    @Test
    void watcher_isToldOfEachMessageAndOfTheEnd() {
        AtomicInteger told = new AtomicInteger();
        buffer.watch(told::incrementAndGet);

        put(1, 1);
        assertThat(told).hasValue(1);
        buffer.end();

        assertThat(told).hasValue(2);
    }

    @Test
    void iterator_whenAllHasBeenRead_throwsOnNext() {
        put(1, 1);
        buffer.end();
        BufferIterator<LiveEvent> iterator = new BufferIterator<>(buffer::awaitReadable, buffer::poll);

        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.next()).isEqualTo(event(1));
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void next_withoutHasNext_waitsForTheEvent() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread reader = start(() -> {
            assertThat(new BufferIterator<>(buffer::awaitReadable, buffer::poll).next())
                    .isEqualTo(event(1));
            done.countDown();
        });
        awaitWaiting(reader);

        put(1, 1);

        joinAll();
        assertThat(done.getCount()).isZero();
    }
}
