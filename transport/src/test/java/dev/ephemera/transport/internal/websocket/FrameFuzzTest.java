package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bytes that nobody has thought of: random ones, and valid streams with a few bytes changed. A second reading of the RFC, simple and
 * slow, must come to the same, and it must not matter in which pieces the bytes come. A failure names the seed;
 * {@code -Dephemera.frames.seed} and {@code -Dephemera.frames.rounds} take another, or more.
 */
final class FrameFuzzTest {

    private static final int LIMIT = 400;
    private static final long SEED = Long.getLong("ephemera.frames.seed", 6455);
    private static final int ROUNDS = Integer.getInteger("ephemera.frames.rounds", 20_000);

    enum Kind {
        RANDOM {
            @Override
            ByteString bytes(Random random) {
                return random(random, random.nextInt(60));
            }
        },
        VALID {
            @Override
            ByteString bytes(Random random) {
                return frames(random);
            }
        },
        MUTATED {
            @Override
            ByteString bytes(Random random) {
                byte[] bytes = frames(random).toByteArray();
                for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return ByteString.of(bytes, 0, random.nextBoolean() ? bytes.length : random.nextInt(bytes.length + 1));
            }
        };

        abstract ByteString bytes(Random random);
    }

    private static ByteString random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.of(bytes);
    }

    /** Messages in fragments with control frames between; a character may be cut by a fragment, or by the end. */
    private static ByteString frames(Random random) {
        Buffer frames = new Buffer();
        for (int messages = random.nextInt(4); messages >= 0; messages--) {
            boolean text = random.nextBoolean();
            ByteString payload = payload(random, text);
            int opcode = text ? 1 : 2;
            for (int cuts = random.nextInt(3); cuts > 0; cuts--) {
                int cut = random.nextInt(payload.size() + 1);
                frames.write(Frames.frame(opcode, payload.substring(0, cut)));
                payload = payload.substring(cut);
                opcode = 0;
                control(random, frames);
            }
            frames.write(Frames.frame(0x80 | opcode, payload));
        }
        return frames.readByteString();
    }

    private static ByteString payload(Random random, boolean text) {
        if (!text) {
            return random(random, random.nextInt(200));
        }
        StringBuilder builder = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            builder.appendCodePoint(random.nextInt(1 << (1 + random.nextInt(20))));
        }
        ByteString utf8 = ByteString.encodeUtf8(builder.toString());
        return random.nextInt(10) == 0 ? utf8.substring(0, random.nextInt(utf8.size() + 1)) : utf8;
    }

    private static void control(Random random, Buffer frames) {
        switch (random.nextInt(8)) {
            case 0 -> frames.write(Frames.frame(0x89, random(random, random.nextInt(126))));
            case 1 -> frames.write(Frames.frame(0x8a, random(random, random.nextInt(126))));
            case 2 ->
                frames.write(Frames.frame(
                        0x88,
                        new Buffer()
                                .writeShort(990 + random.nextInt(30))
                                .writeUtf8("bye")
                                .readByteString()));
            default -> {
                // most fragments follow each other
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytes_whateverTheyAre_areReadAsTheRfcHasItInAnyPieces(Kind kind) {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            ByteString bytes = kind.bytes(random);

            List<String> read = Reading.of(bytes, LIMIT);

            String what = kind + " with the seed " + seed + ": " + bytes.hex();
            assertThat(read).as(what).isEqualTo(SlowReading.of(bytes, LIMIT));
            assertThat(Reading.of(bytes, LIMIT, 1)).as(what + " byte by byte").isEqualTo(read);
            assertThat(Reading.of(bytes, LIMIT, 1 + random.nextInt(30)))
                    .as(what + " in pieces")
                    .isEqualTo(read);
        }
    }
}
