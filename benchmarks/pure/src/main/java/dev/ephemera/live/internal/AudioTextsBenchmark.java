package dev.ephemera.live.internal;

import dev.ephemera.benchmarks.pure.WireSamples;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveServerMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Audio around the codecs, and by the codecs alone. */
@State(Scope.Thread)
public class AudioTextsBenchmark {

    private final LiveClientMessage sent = WireSamples.clientAudio(3_200);
    private final byte[] received = WireSamples.serverAudio(4_800);
    private final byte[] longReceived = WireSamples.serverAudio(48_000);

    @Benchmark
    public byte[] write3200Bytes() {
        return ClientTexts.of(sent);
    }

    @Benchmark
    public byte[] write3200BytesByCodecAlone() {
        return Json.writeBytes(sent);
    }

    @Benchmark
    public LiveServerMessage read4800Bytes() {
        return ServerTexts.read(received);
    }

    @Benchmark
    public LiveServerMessage read4800BytesByCodecAlone() {
        return Json.read(received, LiveServerMessage.class);
    }

    @Benchmark
    public LiveServerMessage read48000Bytes() {
        return ServerTexts.read(longReceived);
    }

    @Benchmark
    public LiveServerMessage read48000BytesByCodecAlone() {
        return Json.read(longReceived, LiveServerMessage.class);
    }
}
