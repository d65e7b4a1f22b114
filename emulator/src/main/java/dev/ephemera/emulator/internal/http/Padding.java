package dev.ephemera.emulator.internal.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;

/** A text of any length, made piece by piece: a beginning, zeros, and an end. */
final class Padding implements Iterator<ByteBuffer> {

    private static final byte[] ZEROS = new byte[64 << 10];

    static {
        Arrays.fill(ZEROS, (byte) '0');
    }

    private final byte[] end;
    private byte[] beginning;
    private long zeros;
    private boolean ended;

    /**
     * Makes a text.
     *
     * @param beginning what it begins with
     * @param bytes how long it is in all
     * @param end what it ends with
     */
    Padding(String beginning, long bytes, String end) {
        this.beginning = beginning.getBytes(StandardCharsets.UTF_8);
        this.end = end.getBytes(StandardCharsets.UTF_8);
        this.zeros = bytes - this.beginning.length - this.end.length;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public ByteBuffer next() {
        if (beginning.length > 0) {
            ByteBuffer first = ByteBuffer.wrap(beginning);
            beginning = new byte[0];
            return first;
        }
        if (zeros > 0) {
            int length = (int) Math.min(zeros, ZEROS.length);
            zeros -= length;
            return ByteBuffer.wrap(ZEROS, 0, length).asReadOnlyBuffer();
        }
        ended = true;
        return ByteBuffer.wrap(end);
    }
}
