package dev.ephemera.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Breaks a text somewhere, as a broken or hostile client would: bytes flipped, lost, doubled, or put in. */
public final class Mutations {

    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "null",
            "true",
            "1e400",
            "-0.0",
            "1e-999999999",
            "1e99999999999",
            "0x1",
            "NaN",
            "//",
            "\uFEFF",
            "é",
            "\uD83D\uDE00",
            "'",
            "\t",
            "\n",
            "{\"\":",
            "[[[[",
            "99999999999999999999999999");

    private final Random random;

    public Mutations(Random random) {
        this.random = random;
    }

    /** Breaks a text in up to three places. */
    public byte[] of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = at + random.nextInt(Math.min(bytes.length - at, 16) + 1);
        return switch (random.nextInt(5)) {
            case 0 -> flip(bytes);
            case 1 -> splice(bytes, at, new byte[0], to);
            case 2 -> splice(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
            case 3 -> Arrays.copyOf(bytes, at);
            default ->
                splice(bytes, at, TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8), to);
        };
    }

    private byte[] flip(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] splice(byte[] bytes, int from, byte[] piece, int to) {
        byte[] spliced = new byte[from + piece.length + bytes.length - to];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(bytes, to, spliced, from + piece.length, bytes.length - to);
        return spliced;
    }
}
