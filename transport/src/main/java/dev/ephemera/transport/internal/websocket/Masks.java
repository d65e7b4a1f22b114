package dev.ephemera.transport.internal.websocket;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Masking keys, which nobody who chooses a payload may foresee (RFC 6455, 10.3); drawn in blocks, since a draw costs. For one thread. */
final class Masks {

    private static final int BLOCK_BYTES = 256;

    private final SecureRandom random;
    private final byte[] bytes = new byte[BLOCK_BYTES];
    private final ByteBuffer block = ByteBuffer.wrap(bytes).limit(0);

    Masks(SecureRandom random) {
        this.random = random;
    }

    int next() {
        if (!block.hasRemaining()) {
            random.nextBytes(bytes);
            block.clear();
        }
        return block.getInt();
    }
}
