package dev.ephemera.live.internal;

import dev.ephemera.benchmarks.pure.WireSamples;
import dev.ephemera.transport.internal.websocket.WebSocketMessage;
import dev.ephemera.types.LiveServerMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a message with 4,800 B of audio to its events, and from its frame. */
@State(Scope.Thread)
public class EventsBenchmark {

    private final WebSocketMessage frame = WebSocketMessage.of(WireSamples.serverAudio(4_800));
    private final LiveServerMessage message = ServerTexts.read(frame.utf8());
    private final TurnCounter turns = new TurnCounter();

    @Benchmark
    public Object ofAudioMessage() {
        return LiveEvents.of(message, 1);
    }

    @Benchmark
    public Object ofAudioFrame() {
        return ServerFrame.read(frame, turns);
    }
}
