package dev.ephemera.transport.internal.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks bytes that come in pieces: UTF-8 as RFC 3629 has it, without surrogates, overlong forms and what lies beyond U+10FFFF. */
final class Utf8Check {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private int missing;
    private int lowest;
    private int highest;

    /** Takes the next piece; false as soon as no continuation could make it UTF-8, after which only {@link #reset()} helps. */
    boolean accepts(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end) {
            if (missing == 0) {
                i = skipAscii(bytes, i, end);
                if (i < end && !begins(bytes[i++] & 0xff)) {
                    return false;
                }
            } else if (!continues(bytes[i++] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static int skipAscii(byte[] bytes, int start, int end) {
        int i = start;
        while (i + Long.BYTES <= end && ((long) LONGS.get(bytes, i) & NOT_ASCII) == 0) {
            i += Long.BYTES;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The second byte alone is bound more narrowly after some first bytes. */
    private boolean begins(int lead) {
        lowest = 0x80;
        highest = 0xbf;
        if (lead >= 0xc2 && lead <= 0xdf) {
            missing = 1;
        } else if (lead >= 0xe0 && lead <= 0xef) {
            missing = 2;
            lowest = lead == 0xe0 ? 0xa0 : lowest; // overlong below
            highest = lead == 0xed ? 0x9f : highest; // surrogates above
        } else if (lead >= 0xf0 && lead <= 0xf4) {
            missing = 3;
            lowest = lead == 0xf0 ? 0x90 : lowest;
            highest = lead == 0xf4 ? 0x8f : highest;
        }
        return missing > 0;
    }

    private boolean continues(int next) {
        boolean fits = next >= lowest && next <= highest;
        missing--;
        lowest = 0x80;
        highest = 0xbf;
        return fits;
    }

    /** Whether no character is open. */
    boolean isComplete() {
        return missing == 0;
    }

    void reset() {
        missing = 0;
    }
}
