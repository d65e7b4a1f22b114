package dev.ephemera.transport.internal.websocket;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Socket;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, on the call that opens it. The call's thread tells the listener that nothing came of it; else another reads
 * until the end, and tells everything: so no two calls of the listener meet.
 */
final class Connection implements WebSocketConnection, Callback {

    /** How long a peer has to take a last frame and to end the TCP connection, which a server does first (RFC 6455, 7.1.1). */
    private static final long FAREWELL_SECONDS = 2;

    private final WebSocketRequest request;
    private final WebSocketListener listener;
    private final Handshake handshake;
    private final Masks masks;
    private final Executor threads;
    private final Call call;
    private final Sender sender;
    private final Runnable abandoned;
    private final Consumer<Connection> over;

    private final AtomicLong received = new AtomicLong();
    private final AtomicReference<@Nullable IOException> sendFailure = new AtomicReference<>();

    /** How the connection ended, as whoever was first says: with the peer's close frame, or with what broke it. */
    private final CompletableFuture<Incoming.Close> end = new CompletableFuture<>();

    private final CompletableFuture<@Nullable Void> released = new CompletableFuture<>();
    private volatile @Nullable Socket upgraded;

    Connection(
            WebSocketRequest request,
            WebSocketListener listener,
            OutgoingMessages outgoing,
            OkHttpClient client,
            Handshake handshake,
            Masks masks,
            Executor writing,
            Runnable abandoned,
            Consumer<Connection> over) {
        this.request = request;
        this.listener = listener;
        this.handshake = handshake;
        this.masks = masks;
        this.abandoned = abandoned;
        this.over = over;
        this.threads = client.dispatcher().executorService();
        this.sender = new Sender(outgoing, writing, this::sendingFailed);
        this.call = client.newCall(
                handshake.request(request).tag(Connection.class, this).build());
    }

    /** Begins the handshake. The call's timeout ends with it: OkHttp counts no longer than until the 101. */
    void begin() {
        call.timeout().timeout(request.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
        call.enqueue(this);
    }

    /** Breaks the connection, whatever it does. */
    void cancel() {
        call.cancel();
    }

    /**
     * Remembers the socket of a handshake that has succeeded. OkHttp forgets it if the call is cancelled just before the answer
     * is handed out, and its pool would count the connection for ever.
     */
    void upgraded(Socket socket) {
        upgraded = socket;
    }

    @Override
    public void wake() {
        sender.wake();
    }

    @Override
    public void ping() {
        sender.ping();
    }

    @Override
    public long received() {
        return received.get();
    }

    @Override
    public void close(int code, String reason) {
        sender.close(new CloseFrame(code, reason));
    }

    @Override
    public void abort() {
        IOException earlier = sendFailure.get();
        end.completeExceptionally(
                earlier == null ? new IOException("The connection was aborted by this side.") : earlier);
        if (end.isCompletedExceptionally()) {
            call.cancel();
        }
    }

    /** The peer may have said why before it let go, so the reader gets the time to find it. */
    private void sendingFailed(Throwable thrown) {
        if (thrown instanceof IOException failure) {
            sendFailure.compareAndSet(null, failure);
            cancelLater();
        } else {
            end.completeExceptionally(thrown);
            call.cancel();
        }
        listener.onBroken();
    }

    private void cancelLater() {
        CompletableFuture<Void> unused = released.completeOnTimeout(null, FAREWELL_SECONDS, TimeUnit.SECONDS)
                .thenRun(call::cancel);
    }

    @Override
    public void onFailure(Call failed, IOException e) {
        releaseUpgraded();
        if (failed.isCanceled()) {
            abandoned.run();
        }
        neverOpened(e);
    }

    /**
     * Leaves the reading to another thread: neither the system nor a virtual thread gives back what a stack once had, and TLS and
     * interceptors need much of it. A pool may take one that has made a handshake before; a virtual thread is always new.
     */
    @Override
    public void onResponse(Call answered, Response response) {
        Socket socket;
        try {
            socket = handshake.accepted(response);
        } catch (IOException e) {
            over.accept(this);
            WebSocketFailure failure = Refusal.of(e, response);
            response.close();
            releaseUpgraded();
            listener.onFailure(failure);
            return;
        }
        try {
            threads.execute(() -> talk(socket));
        } catch (RejectedExecutionException e) {
            notRead(new IOException("The client is closed.", e));
        } catch (RuntimeException | Error e) { // there is no thread to be had
            notRead(e);
        }
    }

    private void notRead(Throwable why) {
        call.cancel();
        releaseUpgraded();
        neverOpened(why);
    }

    private void neverOpened(Throwable why) {
        over.accept(this);
        end.completeExceptionally(why);
        tellEnd();
    }

    private void talk(Socket socket) {
        BufferedSource source = Okio.buffer(counted(socket.getSource()));
        try {
            read(source, Okio.buffer(socket.getSink()));
            tellEnd();
            discard(source);
        } finally {
            call.cancel();
            try {
                sender.release();
            } finally {
                closeQuietly(source);
                released.complete(null);
                over.accept(this);
            }
        }
    }

    private Source counted(Source source) {
        return new ForwardingSource(source) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                long read = super.read(sink, byteCount);
                received.addAndGet(Math.max(read, 0));
                return read;
            }
        };
    }

    private void read(BufferedSource source, BufferedSink sink) {
        try {
            sender.take(new FrameWriter(sink, masks));
            FrameReader frames = new FrameReader(source, request.maxMessageBytes());
            listener.onOpen();
            sender.begin();
            Incoming.Close close = untilClose(frames);
            listener.onClosing(close.code(), close.reason());
            sayFarewell(CloseFrame.answering(close));
            end.complete(close);
        } catch (WebSocketViolationException e) {
            end.completeExceptionally(e);
            sayFarewell(new CloseFrame(e.closeCode(), ""));
        } catch (Throwable thrown) { // also the listener's, and an Error, of which nobody would learn
            IOException earlier = sendFailure.get();
            end.completeExceptionally(earlier == null ? thrown : earlier);
            call.cancel();
        }
    }

    private Incoming.Close untilClose(FrameReader frames) throws IOException {
        while (true) {
            Incoming incoming = frames.next();
            if (incoming instanceof Incoming.Message message) {
                listener.onMessage(message.content());
            } else if (incoming instanceof Incoming.Ping ping) {
                sender.pong(ping.payload());
            } else if (incoming instanceof Incoming.Close close) {
                return close;
            }
        }
    }

    private void sayFarewell(CloseFrame frame) {
        cancelLater();
        sender.end(frame);
    }

    private void tellEnd() {
        end.<Runnable>handle((close, thrown) -> thrown == null
                        ? () -> listener.onClosed(close.code(), close.reason())
                        : () -> listener.onFailure(WebSocketFailure.of(thrown)))
                .join()
                .run();
    }

    /** Waits for the peer's end: a socket that is closed with bytes unread resets the connection, and takes the last frame with it. */
    private static void discard(BufferedSource source) {
        try {
            source.readAll(Okio.blackhole());
        } catch (IOException e) {
            // The connection is over in any case, and its end has been told.
        }
    }

    private void releaseUpgraded() {
        Socket forgotten = upgraded;
        if (forgotten != null) {
            forgotten.cancel();
            closeQuietly(forgotten.getSink());
            closeQuietly(forgotten.getSource());
        }
    }

    private static void closeQuietly(Closeable end) {
        try {
            end.close();
        } catch (IOException e) {
            // It is cancelled; closing is for the pool's count.
        }
    }
}
