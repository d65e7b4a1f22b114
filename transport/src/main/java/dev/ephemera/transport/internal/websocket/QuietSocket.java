package dev.ephemera.transport.internal.websocket;

import java.io.IOException;
import java.io.InputStream;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Sink;
import okio.Socket;
import okio.Source;

/**
 * A socket that waits without a block of memory. okio takes one of 8 kB before it waits, which each idle session would keep: so this
 * one waits for the next bytes with little room of its own, and lets OkHttp read what comes with them. Only where just that room is
 * filled, and nothing follows, does okio wait for once.
 */
final class QuietSocket implements Socket {

    private final Socket socket;
    private final Source source;

    private QuietSocket(Socket socket, Source source) {
        this.socket = socket;
        this.source = source;
    }

    /**
     * Makes a socket wait quietly if its bytes can be read beside OkHttp, which takes them from the bare socket's stream into one
     * buffer. That needs to be seen, since it may hold what came with the answer, and the stream needs to be one for all who ask.
     *
     * @param upgraded what OkHttp hands out
     * @param bare what it is made of
     * @return the first one as it is where that is not so
     * @throws IOException if the bare socket has no stream any more
     */
    static Socket of(Socket upgraded, java.net.Socket bare) throws IOException {
        InputStream in = bare.getInputStream();
        return in == bare.getInputStream()
                        && upgraded.getSource() instanceof ForwardingSource source
                        && source.delegate() instanceof BufferedSource buffered
                ? new QuietSocket(upgraded, new QuietSource(source, buffered.getBuffer(), in))
                : upgraded;
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

        /** Enough for a frame that brings no audio, or for the beginning of another. */
        private static final int ROOM_BYTES = 128;

        private final Buffer unread;
        private final InputStream in;
        private final byte[] room = new byte[ROOM_BYTES];
        private boolean moreIsLikely;

        QuietSource(Source source, Buffer unread, InputStream in) {
            super(source);
            this.unread = unread;
            this.in = in;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            boolean waits = !moreIsLikely && unread.exhausted();
            long most = waits ? Math.min(byteCount, ROOM_BYTES) : byteCount;
            long read = waits ? await(sink, (int) most) : super.read(sink, most);
            moreIsLikely = read == most;
            return read;
        }

        private long await(Buffer sink, int most) throws IOException {
            int read;
            try {
                read = in.read(room, 0, most);
            } catch (IOException e) {
                tellEnd(sink, e);
                throw e;
            }
            if (read < 0) {
                return super.read(sink, most);
            }
            sink.write(room, 0, read);
            return read;
        }

        /** OkHttp keeps account of how its connections end, by what it reads itself. */
        private void tellEnd(Buffer sink, IOException end) {
            try {
                long unusedRead = super.read(sink, 1);
            } catch (IOException e) {
                if (e != end) {
                    end.addSuppressed(e);
                }
            }
        }
    }
}
