package dev.ephemera.transport.internal.websocket;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okio.ByteString;

/** A second reading of RFC 6455 for the comparison with ours: all bytes are there, and nothing is clever. */
final class SlowReading {

    private final byte[] bytes;
    private final int limit;
    private final List<String> read = new ArrayList<>();
    private int at;

    private SlowReading(byte[] bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    /** The same lines as {@link Reading}. */
    static List<String> of(ByteString bytes, int limit) {
        SlowReading reading = new SlowReading(bytes.toByteArray(), limit);
        reading.read.add(reading.end());
        return reading.read;
    }

    private int left() {
        return bytes.length - at;
    }

    private String end() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int begun = 0;
        while (true) {
            if (left() < 2) {
                return "EOF";
            }
            boolean fin = bytes[at] < 0;
            int reserved = bytes[at] >> 4 & 7;
            int opcode = bytes[at] & 15;
            boolean masked = bytes[at + 1] < 0;
            int length = bytes[at + 1] & 127;
            at += 2;
            boolean control = opcode >= 8;
            if (reserved != 0
                    || masked
                    || !List.of(0, 1, 2, 8, 9, 10).contains(opcode)
                    || (control && (!fin || length > 125))) {
                return "violation 1002";
            }
            int lengthBytes = length == 126 ? 2 : length == 127 ? 8 : 0;
            if (left() < lengthBytes) {
                return "EOF";
            }
            BigInteger size = lengthBytes == 0
                    ? BigInteger.valueOf(length)
                    : new BigInteger(1, Arrays.copyOfRange(bytes, at, at + lengthBytes));
            at += lengthBytes;
            BigInteger least = BigInteger.valueOf(lengthBytes == 2 ? 126 : lengthBytes == 8 ? 65536 : 0);
            if (size.compareTo(least) < 0 || size.bitLength() > 63) {
                return "violation 1002";
            }
            if (!control && (opcode == 0) == (begun == 0)) {
                return "violation 1002";
            }
            if (!control && size.compareTo(BigInteger.valueOf(limit - message.size())) > 0) {
                return "violation 1009";
            }
            int taken = Math.min(left(), size.intValueExact());
            byte[] payload = Arrays.copyOfRange(bytes, at, at + taken);
            at += taken;
            boolean whole = taken == size.intValueExact();
            if (control) {
                String said = whole ? control(opcode, payload) : "EOF";
                if (said != null) {
                    return said;
                }
                continue;
            }
            begun = opcode == 0 ? begun : opcode;
            message.writeBytes(payload);
            if (begun == 1 && !isUtf8(message.toByteArray(), whole && fin)) {
                return "violation 1007";
            }
            if (!whole) {
                return "EOF";
            }
            if (fin) {
                read.add("message " + message.toString(StandardCharsets.ISO_8859_1));
                message.reset();
                begun = 0;
            }
        }
    }

    /** Returns what ends the reading, or null. */
    private String control(int opcode, byte[] payload) {
        if (opcode == 9) {
            read.add("ping " + ByteString.of(payload).hex());
        } else if (opcode == 10) {
            read.add("pong");
        } else if (payload.length == 0) {
            read.add("close 1005 ");
        } else {
            int code = payload.length < 2 ? 0 : ByteBuffer.wrap(payload).getShort() & 0xffff;
            List<Integer> known = List.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014);
            if (!known.contains(code) && (code < 3000 || code > 4999)) {
                return "violation 1002";
            }
            byte[] reason = Arrays.copyOfRange(payload, 2, payload.length);
            if (!isUtf8(reason, true)) {
                return "violation 1007";
            }
            read.add("close " + code + " " + new String(reason, StandardCharsets.UTF_8));
        }
        return null;
    }

    /** The JDK's opinion; of the beginning of a surrogate it has none before the third byte. */
    private static boolean isUtf8(byte[] bytes, boolean whole) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length + 1), whole);
        boolean surrogate = in.remaining() == 2
                && in.get(in.position()) == (byte) 0xed
                && (in.get(in.position() + 1) & 0xff) >= 0xa0;
        return !result.isError() && !surrogate;
    }
}
