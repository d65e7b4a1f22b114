package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.StreamSockets;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/** Sockets that tell what of their bytes has been seen: whoever reads on has seen what was read before. */
final class SocketReads {

    private final AtomicLong read = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();

    SocketFactory sockets() {
        return new StreamSockets(this::watched);
    }

    /** Lets the peer, all of whose bytes have been read, send more, and waits until that has been seen. */
    void awaitMore(Runnable send) {
        long before = read.get();
        send.run();
        Await.until("what came has been seen", () -> seen.get() > before);
    }

    private InputStream watched(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                seen.set(read.get());
                int count = super.read(target, offset, length);
                read.addAndGet(Math.max(count, 0));
                return count;
            }
        };
    }
}
