package dev.ephemera.benchmarks.websocket;

import dev.ephemera.benchmarks.harness.LiveClient;
import dev.ephemera.benchmarks.harness.LiveHearer;
import dev.ephemera.benchmarks.harness.LiveTalk;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Live by an engine alone: JSON is put together from strings, and what is looked for is cut out of what comes. */
public final class HandMadeLive implements LiveClient {

    private static final int SECONDS = 60;
    private static final int BEGIN = 256;
    private static final String AUDIO =
            "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"";
    private static final String END = "\"}}}";
    private static final Message SETUP = Message.of("{\"setup\":{\"model\":\"models/benchmark\"}}");

    private final Engine engine;
    private final URI uri;

    private HandMadeLive(Engine engine, String url) {
        this.engine = engine;
        this.uri = URI.create(url.replaceFirst("http", "ws")
                + "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=benchmark-key");
    }

    /** OkHttp's WebSocket, with TCP_NODELAY. */
    public static LiveClient okHttp(String url) {
        return new HandMadeLive(new OkHttpEngine(false), url);
    }

    /** One socket of the JDK and as little framing as the work needs. */
    public static LiveClient socket(String url) {
        return new HandMadeLive(new SocketEngine(), url);
    }

    @Override
    public LiveTalk open(LiveHearer hearer) throws Exception {
        CompletableFuture<Void> complete = new CompletableFuture<>();
        Link link = engine.open(uri, message -> read(message, hearer, complete), Engine.NEVER);
        link.send(SETUP);
        complete.get(SECONDS, TimeUnit.SECONDS);
        return new Talk(link);
    }

    private static void read(ByteBuffer message, LiveHearer hearer, CompletableFuture<Void> complete) {
        byte[] json = bytes(message);
        String begin = new String(json, 0, Math.min(json.length, BEGIN), StandardCharsets.ISO_8859_1);
        int data = after(begin, "\"data\":\"");
        int text = after(begin, "\"text\":\"");
        if (data >= 0) {
            int end = json.length - 1;
            while (json[end] != '"') {
                end--;
            }
            hearer.audio(Base64.getDecoder()
                    .decode(ByteBuffer.wrap(json, data, end - data))
                    .remaining());
        } else if (text >= 0) {
            hearer.text(begin.substring(text, begin.indexOf('"', text)));
        } else if (begin.contains("\"setupComplete\"")) {
            complete.complete(null);
        }
    }

    private static int after(String begin, String mark) {
        int at = begin.indexOf(mark);
        return at < 0 ? at : at + mark.length();
    }

    /** As it came, if that is an array of its own. */
    private static byte[] bytes(ByteBuffer message) {
        if (message.hasArray() && message.arrayOffset() == 0 && message.remaining() == message.array().length) {
            return message.array();
        }
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        return bytes;
    }

    private static final class Talk implements LiveTalk {

        private final Link link;

        private Talk(Link link) {
            this.link = link;
        }

        @Override
        public void sendAudio(byte[] pcm) {
            link.send(Message.of(
                    AUDIO.concat(Base64.getEncoder().encodeToString(pcm)).concat(END)));
        }

        @Override
        public void sendText(String text) {
            link.send(Message.of("{\"realtimeInput\":{\"text\":\"" + text + "\"}}"));
        }

        @Override
        public void close() throws Exception {
            link.close();
            link.ended().get(SECONDS, TimeUnit.SECONDS);
        }
    }
}
