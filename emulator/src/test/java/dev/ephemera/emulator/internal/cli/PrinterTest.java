package dev.ephemera.emulator.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the program prints while nobody reads. */
final class PrinterTest {

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
            try {
                read.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            printed.append(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
    }

    @Test
    void lines_thatAreDropped_areNotEvenMade() {
        int asked = 5_000;
        AtomicInteger made = new AtomicInteger();
        try (Printer printer = Printer.start(new PrintStream(new Unread(), true, StandardCharsets.UTF_8))) {
            for (int i = 0; i < asked; i++) {
                printer.print(() -> "line " + made.incrementAndGet());
            }
            read.countDown();
        }
        assertThat(made.get()).isBetween(1_000, 1_001); // the first may have been on its way out
        assertThat(printed.toString().lines())
                .hasSize(made.get() + 1)
                .last()
                .asString()
                .isEqualTo("(" + (asked - made.get()) + " lines dropped: they were not read as fast as they came)");
    }
}
