package dev.ephemera.transport.internal.websocket;

import java.io.IOException;
import java.io.InputStream;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Sink;
import okio.Socket;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * A socket that holds no memory while nothing comes. okio takes a block of 8 kB before it waits, which each idle session would
 * keep: so this one waits with a few bytes of its own, and lets okio read the rest of what has come.
 */
final class QuietSocket implements Socket {

    private final Socket socket;
    private final Source source;

    /**
     * Waits beside OkHttp.
     *
     * @param socket what OkHttp hands out
     * @param bare what it reads from
     */
    QuietSocket(Socket socket, InputStream bare) {
        this.socket = socket;
        this.source = new QuietSource(socket.getSource(), bare);
    }

    @Override
    public Source getSource() {
        return source;
    }

    @Override
    public Sink getSink() {
        return socket.getSink();
    }

    @Override
    public void cancel() {
        socket.cancel();
    }

    /** For one thread. */
    private static final class QuietSource extends ForwardingSource {

        /** Room for a ping, or for the head of a frame. */
        private static final int BEGINNING_BYTES = 64;

        private final InputStream bare;
        private final @Nullable Buffer unread;
        private final byte[] beginning = new byte[BEGINNING_BYTES];
        private boolean moreIsLikely;

        QuietSource(Source source, InputStream bare) {
            super(source);
            this.bare = bare;
            this.unread = unread(source);
        }

        /**
         * What OkHttp has read and nobody has taken, such as a frame that came with the 101; null if it does not show that, in which
         * case nobody may read beside it.
         */
        private static @Nullable Buffer unread(Source source) {
            return source instanceof ForwardingSource handedOut
                            && handedOut.delegate() instanceof BufferedSource buffered
                    ? buffered.getBuffer()
                    : null;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            if (moreIsLikely || unread == null || !unread.exhausted()) {
                long read = super.read(sink, byteCount);
                moreIsLikely = read == byteCount;
                return read;
            }
            int asked = (int) Math.min(byteCount, BEGINNING_BYTES);
            int read = bare.read(beginning, 0, asked);
            if (read > 0) {
                sink.write(beginning, 0, read);
            }
            moreIsLikely = read == asked;
            return read;
        }
    }
}
