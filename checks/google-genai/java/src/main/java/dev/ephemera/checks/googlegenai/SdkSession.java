package dev.ephemera.checks.googlegenai;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.genai.AsyncSession;
import com.google.genai.Client;
import com.google.genai.types.LiveClientContextUpdate;
import com.google.genai.types.LiveConnectConfig;
import com.google.genai.types.LiveSendClientContentParameters;
import com.google.genai.types.LiveSendRealtimeInputParameters;
import com.google.genai.types.LiveSendToolResponseParameters;
import com.google.genai.types.LiveServerSetupComplete;
import java.util.concurrent.CompletableFuture;

/** One session of the SDK. What comes of it is written as events. */
final class SdkSession {

    private final CompletableFuture<AsyncSession> opening;

    private SdkSession(CompletableFuture<AsyncSession> opening) {
        this.opening = opening;
    }

    /** Begins to connect. The SDK's future never settles where the setup is refused, so nothing here waits for it. */
    static SdkSession connect(Client client, JsonNode request, Lines lines) {
        LiveConnectConfig config =
                LiveConnectConfig.fromJson(request.get("config").toString());
        CompletableFuture<AsyncSession> opening =
                client.async.live.connect(request.get("model").asText(), config);
        CompletableFuture<AsyncSession> unusedOpened = opening.whenComplete((session, refused) -> {
            if (refused != null) {
                lines.refused(refused);
                return;
            }
            CompletableFuture<Void> unusedReceiving = session.receive(message -> lines.message(message.toJson()));
            LiveServerSetupComplete complete = session.setupComplete();
            lines.open(complete == null ? "{}" : complete.toJson());
        });
        return new SdkSession(opening);
    }

    void send(String member, String body) {
        AsyncSession session = opening.join();
        switch (member) {
            case "clientContent" ->
                session.sendClientContent(LiveSendClientContentParameters.fromJson(body))
                        .join();
            case "realtimeInput" ->
                session.sendRealtimeInput(LiveSendRealtimeInputParameters.fromJson(body))
                        .join();
            case "toolResponse" ->
                session.sendToolResponse(LiveSendToolResponseParameters.fromJson(body))
                        .join();
            case "contextUpdate" ->
                session.sendContextUpdate(LiveClientContextUpdate.fromJson(body))
                        .join();
            default -> throw new IllegalArgumentException("no such message: " + member);
        }
    }

    void close() {
        opening.join().close().join();
    }
}
