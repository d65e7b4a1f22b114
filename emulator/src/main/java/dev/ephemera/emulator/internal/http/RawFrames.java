package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.live.Close;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.eclipse.jetty.websocket.core.OpCode;

/** WebSocket frames as bytes, right and wrong. Pure. */
final class RawFrames {

    private static final int FIN = 0x80;
    private static final int ONE_BYTE_MOST = 125;
    private static final int TWO_BYTES_MOST = 0xFFFF;

    private RawFrames() {}

    static ByteBuffer frame(boolean fin, int opCode, byte[] payload) {
        ByteBuffer header = header(fin, opCode, payload.length);
        return ByteBuffer.allocate(header.remaining() + payload.length)
                .put(header)
                .put(payload)
                .flip();
    }

    /** Begins a frame of any length, in the shortest form. */
    static ByteBuffer header(boolean fin, int opCode, long length) {
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) ((fin ? FIN : 0) | opCode));
        if (length <= ONE_BYTE_MOST) {
            header.put((byte) length);
        } else if (length <= TWO_BYTES_MOST) {
            header.put((byte) 126).putShort((short) length);
        } else {
            header.put((byte) 127).putLong(length);
        }
        return header.flip();
    }

    /** A message in so many frames, with a ping behind each but the last. */
    static ByteBuffer fragments(int opCode, byte[] message, int count) {
        byte[] ping = frame(true, OpCode.PING, new byte[0]).array();
        ByteBuffer all = ByteBuffer.allocate(message.length + count * (10 + ping.length));
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) message.length * i / count);
            int to = (int) ((long) message.length * (i + 1) / count);
            boolean last = i == count - 1;
            all.put(header(last, i == 0 ? opCode : OpCode.CONTINUATION, to - from))
                    .put(message, from, to - from);
            all.put(last ? new byte[0] : ping);
        }
        return all.flip();
    }

    static ByteBuffer pings(int count) {
        ByteBuffer all = ByteBuffer.allocate(count * 6);
        for (int i = 0; i < count; i++) {
            all.put(header(true, OpCode.PING, 4)).putInt(i);
        }
        return all.flip();
    }

    /** A close frame with any code, and the reason cut to what has room. */
    static ByteBuffer close(int code, String reason) {
        byte[] text = new Close(code, reason).reason().getBytes(StandardCharsets.UTF_8);
        return frame(
                true,
                OpCode.CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** A text frame whose payload is no UTF-8. */
    static ByteBuffer invalidUtf8() {
        return hex("8104 22c32822");
    }

    /** A frame that breaks RFC 6455. */
    static ByteBuffer malformed(String defect) {
        return switch (defect) {
            case "reservedBits" -> hex("f202 7b7d");
            case "unknownOpcode" -> hex("8302 7b7d");
            case "unknownControl" -> hex("8b00");
            case "masked" -> hex("8282 01020304 7a7f");
            case "badLength" -> hex("827f ffffffffffffffff");
            case "longerLength" -> hex("827e 0002 7b7d");
            case "fragmentedPing" -> hex("0900");
            case "longPing" -> frame(true, OpCode.PING, new byte[ONE_BYTE_MOST + 1]);
            case "strayContinuation" -> hex("8002 7b7d");
            case "interruptedMessage" -> hex("0201 7b 8202 7b7d");
            case "shortClose" -> hex("8801 03");
            case "closeWithoutUtf8" -> hex("8804 03e8 c328");
            default -> throw new IllegalArgumentException("no frame is known with the defect " + defect);
        };
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }
}
