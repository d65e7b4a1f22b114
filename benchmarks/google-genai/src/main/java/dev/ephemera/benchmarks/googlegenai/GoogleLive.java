package dev.ephemera.benchmarks.googlegenai;

import com.google.genai.AsyncSession;
import com.google.genai.Client;
import com.google.genai.types.Blob;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.LiveConnectConfig;
import com.google.genai.types.LiveSendRealtimeInputParameters;
import com.google.genai.types.LiveServerMessage;
import com.google.genai.types.Part;
import dev.ephemera.benchmarks.harness.LiveClient;
import dev.ephemera.benchmarks.harness.LiveHearer;
import dev.ephemera.benchmarks.harness.LiveRounds;
import dev.ephemera.benchmarks.harness.LiveTalk;
import dev.ephemera.benchmarks.harness.LiveWork;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Live through Google's SDK. Each of its sends is a task of its own in the common pool, where nothing keeps their order, so whoever
 * sends audio has to wait for each. By default it opens 64 sessions, and the next never opens; here it is allowed more.
 */
public final class GoogleLive implements LiveClient {

    private static final int CONNECTIONS = 5_000;
    private static final long PATIENCE_SECONDS = 60;

    private final Client client;

    private GoogleLive(String url) {
        client = Client.builder()
                .apiKey("benchmark-key")
                .httpOptions(HttpOptions.builder().baseUrl(url).build())
                .clientOptions(ClientOptions.builder()
                        .maxConnections(CONNECTIONS)
                        .maxConnectionsPerHost(CONNECTIONS)
                        .build())
                .build();
    }

    /**
     * Works until the input ends.
     *
     * @param arguments base URL, the work
     * @throws Exception what the SDK throws
     */
    public static void main(String[] arguments) throws Exception {
        LiveRounds.serve(new GoogleLive(arguments[0]), LiveWork.read(arguments[1]));
    }

    @Override
    public LiveTalk open(LiveHearer hearer) throws Exception {
        AsyncSession session = client.async
                .live
                .connect("benchmark", LiveConnectConfig.builder().build())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        var unusedUntilItEnds = session.receive(message -> hear(message, hearer));
        return new LiveTalk() {
            @Override
            public void sendAudio(byte[] pcm) {
                session.sendRealtimeInput(LiveSendRealtimeInputParameters.builder()
                                .audio(Blob.builder()
                                        .mimeType("audio/pcm;rate=16000")
                                        .data(pcm))
                                .build())
                        .join();
            }

            @Override
            public void sendText(String text) {
                session.sendRealtimeInput(LiveSendRealtimeInputParameters.builder()
                                .text(text)
                                .build())
                        .join();
            }

            @Override
            public void close() {
                session.close().join();
            }
        };
    }

    private static void hear(LiveServerMessage message, LiveHearer hearer) {
        List<Part> parts = message.serverContent()
                .flatMap(content -> content.modelTurn())
                .flatMap(turn -> turn.parts())
                .orElse(List.of());
        for (Part part : parts) {
            part.inlineData().flatMap(Blob::data).ifPresent(audio -> hearer.audio(audio.length));
            part.text().ifPresent(hearer::text);
        }
    }
}
