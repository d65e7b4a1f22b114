package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.LiveClientMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutboundLedgerTest {

    private static LiveClientMessage message(int number) {
        return ClientMessages.text("number " + number);
    }

    /** Three messages of 10 bytes each. */
    @ParameterizedTest
    @CsvSource({"30,3", "29,3", "21,3", "20,2", "11,2", "10,1", "1,1", "0,0"})
    void remaining_whenBytesAreQueued_isTheNewestThatTheyReach(long queued, int messages) {
        OutboundLedger ledger = new OutboundLedger();
        ledger.accepted(message(0), 10, 10);
        ledger.accepted(message(1), 10, 20);
        ledger.accepted(message(2), 10, 30);

        assertThat(ledger.remaining(queued))
                .isEqualTo(List.of(message(0), message(1), message(2)).subList(3 - messages, 3));
    }

    /** Beside a queue that does what sockets do: it takes messages whole, and loses whole ones at its other end. */
    @Test
    void remaining_afterAnyAcceptsAndDrains_isExactlyWhatTheQueueHolds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            OutboundLedger ledger = new OutboundLedger();
            List<Integer> queue = new ArrayList<>();
            List<LiveClientMessage> expected = new ArrayList<>();
            for (int step = 0; step < 100; step++) {
                if (random.nextInt(5) < 2 && !queue.isEmpty()) {
                    int left = 1 + random.nextInt(queue.size());
                    queue.subList(0, left).clear();
                    expected.subList(0, left).clear();
                } else {
                    int size = 2 + random.nextInt(1000);
                    queue.add(size);
                    expected.add(message(step));
                    ledger.accepted(message(step), size, sum(queue));
                }
                if (random.nextBoolean()) {
                    assertThat(ledger.remaining(sum(queue))).as("seed %d", seed).isEqualTo(expected);
                }
            }
            assertThat(ledger.remaining(sum(queue))).as("seed %d", seed).isEqualTo(expected);
            assertThat(ledger.remaining(0)).as("seed %d", seed).isEmpty();
        }
    }

    private static long sum(List<Integer> sizes) {
        return sizes.stream().mapToLong(Integer::longValue).sum();
    }
}
