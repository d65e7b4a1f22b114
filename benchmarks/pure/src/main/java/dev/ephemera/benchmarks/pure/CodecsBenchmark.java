package dev.ephemera.benchmarks.pure;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.LiveServerMessage;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

/** The generated codecs, and a plain mapper that reads the types' annotations. */
@State(Scope.Thread)
public class CodecsBenchmark {

    private final JsonMapper databind = JsonMapper.shared();

    private final LiveClientSetup setup = Json.read(WireSamples.SETUP, LiveClientSetup.class);
    private final AuthTokenResource token = AuthTokenResource.builder()
            .uses(1)
            .expireTime(Instant.parse("2030-01-01T10:00:00Z"))
            .newSessionExpireTime(Instant.parse("2030-01-01T09:00:00Z"))
            .bidiGenerateContentSetup(setup)
            .fieldMask("model,generationConfig.temperature,generationConfig.topP,systemInstruction,tools")
            .build();
    private final byte[] text = WireSamples.serverText();
    private final byte[] toolCall = WireSamples.utf8(WireSamples.TOOL_CALL);

    @Benchmark
    public byte[] writeSetup() {
        return Json.writeBytes(setup);
    }

    @Benchmark
    public byte[] writeSetupByDatabind() {
        return databind.writeValueAsBytes(setup);
    }

    @Benchmark
    public byte[] writeToken() {
        return Json.writeBytes(token);
    }

    @Benchmark
    public byte[] writeTokenByDatabind() {
        return databind.writeValueAsBytes(token);
    }

    @Benchmark
    public LiveServerMessage readText() {
        return Json.read(text, LiveServerMessage.class);
    }

    @Benchmark
    public LiveServerMessage readTextByDatabind() {
        return databind.readValue(text, LiveServerMessage.class);
    }

    @Benchmark
    public LiveServerMessage readToolCall() {
        return Json.read(toolCall, LiveServerMessage.class);
    }

    @Benchmark
    public LiveServerMessage readToolCallByDatabind() {
        return databind.readValue(toolCall, LiveServerMessage.class);
    }
}
