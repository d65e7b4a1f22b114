package dev.ephemera.emulator.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the program prints while nobody reads. */
@Timeout(60)
final class PrinterTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);
    private final StringBuilder printed = new StringBuilder();

    /** Takes nothing until somebody reads. */
    private final class Unread extends OutputStream {

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            begun.countDown();
            try {
                read.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            printed.append(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
    }

    @Test
    void lines_thatAreDropped_areNotEvenMade() throws InterruptedException {
        int asked = 5_000;
        AtomicInteger made = new AtomicInteger();
        try (Printer printer = Printer.start(new PrintStream(new Unread(), true, StandardCharsets.UTF_8))) {
            printer.print(() -> "line " + made.incrementAndGet());
            begun.await(); // with the first on its way out, no room comes while the others do
            for (int i = 1; i < asked; i++) {
                printer.print(() -> "line " + made.incrementAndGet());
            }
            read.countDown();
        }
        assertThat(made.get()).isEqualTo(1_001);
        assertThat(printed.toString().lines())
                .hasSize(made.get() + 1)
                .last()
                .asString()
                .isEqualTo("(" + (asked - made.get()) + " lines dropped: they were not read as fast as they came)");
    }
}
