package dev.ephemera.transport.internal.websocket;

import dev.ephemera.benchmarks.harness.ServerFrames;
import dev.ephemera.benchmarks.pure.WireSamples;
import dev.ephemera.transport.internal.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import okio.Buffer;
import okio.Okio;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Frames in both directions. Bytes are copied once into the buffer that is read, as a socket's are. */
@State(Scope.Thread)
public class FramesBenchmark {

    private static final int LIMIT = 16 << 20;

    private final byte[] binary = ServerFrames.frame(ServerFrames.BINARY, WireSamples.serverAudio(4_800));
    private final byte[] text = ServerFrames.frame(Opcodes.TEXT, WireSamples.serverText());
    private final ByteBuffer message = ByteBuffer.wrap(Json.writeBytes(WireSamples.clientAudio(3_200)));

    private final Buffer source = new Buffer();
    private final FrameReader reader = new FrameReader(source, LIMIT);
    private final FrameWriter writer = new FrameWriter(Okio.buffer(Okio.blackhole()), new Masks(new SecureRandom()));

    /** A binary frame of 6.6 kB, which is 4,800 B of audio. */
    @Benchmark
    public Object readAudio() throws IOException {
        source.write(binary);
        return reader.next();
    }

    /** A text frame of 0.5 kB, whose UTF-8 is checked. */
    @Benchmark
    public Object readText() throws IOException {
        source.write(text);
        return reader.next();
    }

    /** A masked text frame of 4.3 kB, which is 3,200 B of audio. */
    @Benchmark
    public void writeAudio() throws IOException {
        writer.text(message);
        writer.flush();
    }
}
