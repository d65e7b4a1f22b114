package dev.ephemera.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Thousands of clients on one thread: some begin something and wait or go on byte by byte, some hold a session, some talk in theirs. */
final class Crowd implements AutoCloseable {

    /** What a client does. */
    static final class Part {

        private final byte[] opening;
        private final boolean session;
        private final int turns;
        private final byte[] drop;

        private Part(byte[] opening, boolean session, int turns, byte... drop) {
            this.opening = opening;
            this.session = session;
            this.turns = turns;
            this.drop = drop;
        }

        /** Sends these bytes and waits. */
        static Part silentAfter(byte[] opening) {
            return new Part(opening, false, 0);
        }

        /** Sends these bytes, and then this one again and again, about ten times a second. */
        static Part dripping(byte[] opening, char drop) {
            return new Part(opening, false, 0, (byte) drop);
        }

        /** Holds a session, and speaks in it so many times. */
        static Part talking(byte[] upgrade, int turns) {
            return new Part(upgrade, true, turns);
        }
    }

    private static final byte[] SETUP = RawClient.text("{\"setup\":{\"model\":\"models/m\"}}");
    private static final byte[] SETUP_TO_SPEAK = RawClient.text("{\"setup\":{\"model\":\"models/native-audio\"}}");

    /** What is said in a turn: a second of speech and the silence that ends it, in chunks. */
    private static final int CHUNK_MILLIS = 100;

    private static final byte[] SPEECH =
            speech(Sound.at(16_000).speech(1_000).silence(600).pcm());

    /** How many messages that is. */
    static final int CHUNKS = 1_600 / CHUNK_MILLIS;

    /** As many as connect at the same moment. */
    private static final int MOST_KNOCKING = 256;

    private static final long DRIP_NANOS = 100_000_000;

    private static byte[] speech(byte[] pcm) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int bytes = 2 * 16 * CHUNK_MILLIS;
        for (int i = 0; i < pcm.length; i += bytes) {
            String data = Base64.getEncoder().encodeToString(Arrays.copyOfRange(pcm, i, i + bytes));
            messages.writeBytes(RawClient.text("{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\","
                    + "\"data\":\"" + data + "\"}}}"));
        }
        return messages.toByteArray();
    }

    private static final class Member {
        private final SocketChannel channel;
        private final Part part;
        private final Deque<ByteBuffer> out = new ArrayDeque<>();
        private byte[] in = {};
        private boolean upgraded;
        private int turnsLeft;

        Member(SocketChannel channel, Part part) {
            this.channel = channel;
            this.part = part;
            this.out.add(ByteBuffer.wrap(part.opening));
            this.turnsLeft = part.turns;
        }
    }

    final AtomicInteger connected = new AtomicInteger();
    final AtomicInteger ready = new AtomicInteger();
    final AtomicInteger turns = new AtomicInteger();
    final AtomicInteger messages = new AtomicInteger();
    final AtomicInteger drops = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();

    private final InetSocketAddress address;
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "crowd");
    private final Queue<Part> waiting = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private int knocking;
    private long dripped = System.nanoTime();
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    Crowd(int port) throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        selector = Selector.open();
        thread.setDaemon(true);
        thread.start();
    }

    void join(int count, Part part) {
        for (int i = 0; i < count; i++) {
            waiting.add(part);
        }
        selector.wakeup();
    }

    /** Fails if a client could not do its part. */
    void check() {
        Exception failed = failure;
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
    }

    private void run() {
        try {
            while (!closed) {
                knock();
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    act(key, (Member) key.attachment());
                }
                selector.selectedKeys().clear();
                drip();
            }
        } catch (IOException | RuntimeException failed) {
            failure = failed;
        }
    }

    private void drip() throws IOException {
        if (System.nanoTime() - dripped < DRIP_NANOS) {
            return;
        }
        dripped = System.nanoTime();
        for (SelectionKey key : selector.keys()) {
            Member member = (Member) key.attachment();
            if (member.part.drop.length > 0 && member.channel.isConnected() && member.out.isEmpty()) {
                try {
                    send(key, member, member.part.drop);
                    drops.incrementAndGet();
                } catch (IOException reset) {
                    end(key, member);
                }
            }
        }
    }

    private void end(SelectionKey key, Member member) throws IOException {
        key.cancel();
        member.channel.close();
        ended.incrementAndGet();
    }

    private void knock() throws IOException {
        while (knocking < MOST_KNOCKING && !waiting.isEmpty()) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            Member member = new Member(channel, waiting.remove());
            channel.register(selector, SelectionKey.OP_CONNECT, member);
            channel.connect(address);
            knocking++;
        }
    }

    private void act(SelectionKey key, Member member) throws IOException {
        if (key.isConnectable()) {
            member.channel.finishConnect();
            knocking--;
            write(key, member);
            connected.incrementAndGet();
            return;
        }
        if (key.isWritable()) {
            write(key, member);
        }
        if (key.isReadable()) {
            read(key, member);
        }
    }

    private static void write(SelectionKey key, Member member) throws IOException {
        for (ByteBuffer next = member.out.peek(); next != null; next = member.out.peek()) {
            member.channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            member.out.remove();
        }
        key.interestOps(SelectionKey.OP_READ | (member.out.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }

    private void send(SelectionKey key, Member member, byte[] bytes) throws IOException {
        member.out.add(ByteBuffer.wrap(bytes));
        write(key, member);
    }

    private void read(SelectionKey key, Member member) throws IOException {
        buffer.clear();
        int count;
        try {
            count = member.channel.read(buffer);
        } catch (IOException reset) {
            count = -1;
        }
        if (count < 0) {
            end(key, member);
            return;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(member.in);
        byte[] more = new byte[count];
        buffer.flip().get(more);
        all.writeBytes(more);
        ByteBuffer data = ByteBuffer.wrap(all.toByteArray());
        if (!member.upgraded && !upgrade(key, member, data)) {
            member.in = all.toByteArray();
            return;
        }
        for (String message = message(data); message != null; message = message(data)) {
            messages.incrementAndGet();
            take(key, member, message);
        }
        member.in = new byte[data.remaining()];
        data.get(member.in);
    }

    private boolean upgrade(SelectionKey key, Member member, ByteBuffer data) throws IOException {
        int end =
                StandardCharsets.ISO_8859_1.decode(data.duplicate()).toString().indexOf("\r\n\r\n");
        if (end < 0 || !member.part.session) {
            return false;
        }
        data.position(end + 4);
        member.upgraded = true;
        send(key, member, member.part.turns > 0 ? SETUP_TO_SPEAK : SETUP);
        return true;
    }

    /** The payload of the next frame; null if it has not come as a whole. */
    private static @Nullable String message(ByteBuffer data) {
        ByteBuffer frame = data.duplicate();
        if (frame.remaining() < 4) {
            return null;
        }
        frame.get();
        int length = frame.get();
        length = length == 126 ? frame.getShort() & 0xffff : length;
        if (frame.remaining() < length) {
            return null;
        }
        byte[] payload = new byte[length];
        frame.get(payload);
        data.position(frame.position());
        return new String(payload, StandardCharsets.UTF_8);
    }

    private void take(SelectionKey key, Member member, String message) throws IOException {
        boolean begins = message.contains("setupComplete");
        if (begins) {
            ready.incrementAndGet();
        } else if (message.contains("turnComplete")) {
            turns.incrementAndGet();
        } else {
            return;
        }
        if (member.turnsLeft > 0) {
            member.turnsLeft--;
            send(key, member, SPEECH);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
