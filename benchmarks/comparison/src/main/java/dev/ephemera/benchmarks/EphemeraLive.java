package dev.ephemera.benchmarks;

import dev.ephemera.GeminiClient;
import dev.ephemera.benchmarks.harness.LiveClient;
import dev.ephemera.benchmarks.harness.LiveHearer;
import dev.ephemera.benchmarks.harness.LiveTalk;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;

/** Live through Ephemera: a listener hears, and sending waits for each message or for none. */
final class EphemeraLive implements LiveClient {

    private final GeminiClient client;
    private final boolean waits;

    /**
     * Makes a client.
     *
     * @param url where the service is
     * @param waits whether a send returns when its message has left, as {@link LiveSession} has it, or at once, as
     *     {@link dev.ephemera.live.AsyncLiveSession}
     */
    EphemeraLive(String url, boolean waits) {
        this.client =
                GeminiClient.builder().apiKey("benchmark-key").baseUrl(url).build();
        this.waits = waits;
    }

    @Override
    public LiveTalk open(LiveHearer hearer) {
        LiveSession session = client.live().connect("benchmark");
        session.listen(event -> {
            if (event instanceof LiveEvent.Audio audio) {
                hearer.audio(audio.pcm().size());
            } else if (event instanceof LiveEvent.Text text) {
                hearer.text(text.text());
            }
        });
        return new LiveTalk() {
            @Override
            public void sendAudio(byte[] pcm) {
                if (waits) {
                    session.sendAudio(pcm);
                } else {
                    var unusedSinceTheServerCounts = session.async().sendAudio(pcm);
                }
            }

            @Override
            public void sendText(String text) {
                session.sendText(text);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }
}
