package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ResumptionStore;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.types.LiveConnectConfig;
import java.nio.file.Path;
import java.time.Duration;

/** A program that goes on with a conversation of another process, and prints what the model remembers. */
final class ResumeChild {

    private ResumeChild() {}

    /**
     * Runs it.
     *
     * @param args the service's address, a token, and the directory and the key of the resumption
     */
    public static void main(String[] args) {
        ResumptionStore.Slot slot = ResumptionStore.file(Path.of(args[2])).slot(args[3]);
        try (HttpTransport transport = HttpTransport.create(ClientOptions.builder()
                        .token(args[1])
                        .baseUrl(args[0])
                        .setupTimeout(Duration.ofSeconds(45)) // this JVM has just begun
                        .build());
                WebSocketLive live = new WebSocketLive(transport);
                LiveSession session = live.connect(
                        "m",
                        LiveConnectConfig.builder().build(),
                        SessionOptions.builder()
                                .resume(slot.load())
                                .keepIn(slot)
                                .build())) {
            session.sendText("What did I say?");
            System.out.println(session.turn().text());
        }
    }
}
