package dev.ephemera.transport.internal.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Jetty's WebSocket server, which reads and writes frames by another hand than ours. */
final class JettyServer implements AutoCloseable {

    /** How a message is sent back. */
    enum Echo {
        TEXT,
        BINARY,
        FRAGMENTS,
        /** Not at all; it is not even read. */
        SILENCE
    }

    private final Server server = new Server();
    private final ServerConnector connector;

    /** What the handlers have seen: pongs with their payloads, closes with their codes. */
    final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    JettyServer(Echo echo, SslContextFactory.@Nullable Server ssl) throws Exception {
        connector = ssl == null ? new ServerConnector(server) : new ServerConnector(server, ssl);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrades = new WebSocketUpgradeHandler();
        upgrades.addMapping("/*", new Negotiator(echo));
        server.setHandler(upgrades);
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        server.destroy();
    }

    private final class Negotiator implements WebSocketNegotiator {

        private final Echo echo;

        Negotiator(Echo echo) {
            this.echo = echo;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            return new EchoHandler(echo);
        }

        @Override
        public void customize(Configuration configuration) {
            configuration.setAutoFragment(false);
            configuration.setMaxFrameSize(Opened.MAX_MESSAGE_BYTES);
            configuration.setIdleTimeout(Duration.ofSeconds(60));
        }
    }

    private final class EchoHandler implements FrameHandler {

        private final Echo echo;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private final Random random = new Random(6455);
        private @Nullable CoreSession session;

        EchoHandler(Echo echo) {
            this.echo = echo;
        }

        @Override
        public void onOpen(CoreSession opened, Callback callback) {
            session = opened;
            callback.succeeded();
            if (echo != Echo.SILENCE) {
                opened.demand();
            }
        }

        @Override
        public void onFrame(Frame frame, Callback callback) {
            ByteBuffer payload = BufferUtil.copy(frame.getPayload());
            callback.succeeded();
            switch (frame.getOpCode()) {
                case OpCode.PING -> {
                    seen.add("ping " + BufferUtil.toUTF8String(payload));
                    send(new Frame(OpCode.PONG, payload));
                }
                case OpCode.PONG -> seen.add("pong " + BufferUtil.toUTF8String(payload));
                case OpCode.CLOSE ->
                    seen.add("close " + CloseStatus.getCloseStatus(frame).getCode());
                default -> {
                    message.writeBytes(BufferUtil.toArray(payload));
                    if (frame.isFin()) {
                        answer(message.toByteArray());
                        message.reset();
                    }
                }
            }
            if (frame.getOpCode() != OpCode.CLOSE) {
                session().demand();
            }
        }

        private void answer(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.startsWith("close ")) {
                session().close(Integer.parseInt(text.substring(6)), "as asked", Callback.NOOP);
            } else if (echo == Echo.FRAGMENTS) {
                fragments(bytes);
            } else {
                send(new Frame(echo == Echo.TEXT ? OpCode.TEXT : OpCode.BINARY, ByteBuffer.wrap(bytes)));
            }
        }

        /** Of any length, none as well, cut within characters; a ping before each. */
        private void fragments(byte[] bytes) {
            int at = 0;
            byte opcode = OpCode.TEXT;
            for (int i = 0; i < 3; i++) {
                int end = at + random.nextInt(bytes.length - at + 1);
                send(new Frame(opcode, false, ByteBuffer.wrap(bytes, at, end - at)));
                send(new Frame(OpCode.PING, "amid " + i));
                opcode = OpCode.CONTINUATION;
                at = end;
            }
            send(new Frame(opcode, true, ByteBuffer.wrap(bytes, at, bytes.length - at)));
        }

        private void send(Frame frame) {
            session().sendFrame(frame, Callback.NOOP, false);
        }

        private CoreSession session() {
            CoreSession open = session;
            if (open == null) {
                throw new IllegalStateException("not open");
            }
            return open;
        }

        @Override
        public void onError(Throwable failure, Callback callback) {
            seen.add("error " + failure);
            callback.succeeded();
        }

        @Override
        public void onClosed(CloseStatus status, Callback callback) {
            callback.succeeded();
        }
    }
}
