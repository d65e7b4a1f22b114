package dev.ephemera.transport.internal.websocket;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import okio.ByteString;
import okio.ForwardingSource;
import okio.Okio;

/** What a {@link FrameReader} makes of bytes: lines that a test compares, of which the last is {@code EOF} or a close code. */
final class Reading {

    private Reading() {}

    static List<String> of(ByteString bytes, long limit) {
        return of(bytes, limit, Integer.MAX_VALUE);
    }

    /** Reads what comes in pieces. */
    static List<String> of(ByteString bytes, long limit, int pieceBytes) {
        return of(pieces(bytes, pieceBytes), limit);
    }

    private static List<String> of(FrameReader reader) {
        List<String> read = new ArrayList<>();
        try {
            while (true) {
                read.add(show(reader.next()));
            }
        } catch (WebSocketViolationException e) {
            read.add("violation " + e.closeCode());
        } catch (EOFException e) {
            read.add("EOF");
        } catch (IOException e) {
            read.add(e.toString()); // never expected
        }
        return read;
    }

    private static List<String> of(ForwardingSource source, long limit) {
        return of(new FrameReader(Okio.buffer(source), limit));
    }

    private static ForwardingSource pieces(ByteString bytes, int pieceBytes) {
        return new ForwardingSource(new Buffer().write(bytes)) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                return super.read(sink, Math.min(byteCount, pieceBytes));
            }
        };
    }

    /** The message of the violation that ends the bytes. */
    static String violation(ByteString bytes, long limit) throws IOException {
        FrameReader reader = new FrameReader(new Buffer().write(bytes), limit);
        try {
            while (true) {
                reader.next();
            }
        } catch (WebSocketViolationException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String show(Incoming incoming) {
        if (incoming instanceof Incoming.Message message) {
            return "message " + latin1(message.content());
        } else if (incoming instanceof Incoming.Ping ping) {
            return "ping " + ping.payload().hex();
        } else if (incoming instanceof Incoming.Close close) {
            return "close " + close.code() + " " + close.reason();
        }
        return "pong";
    }

    /** Byte for byte, whatever the charset. */
    private static String latin1(WebSocketMessage message) {
        return new String(message.utf8(), StandardCharsets.ISO_8859_1);
    }
}
