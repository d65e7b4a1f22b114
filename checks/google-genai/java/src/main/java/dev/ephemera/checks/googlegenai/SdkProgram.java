package dev.ephemera.checks.googlegenai;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.genai.Client;
import com.google.genai.types.CreateAuthTokenConfig;
import com.google.genai.types.HttpOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Drives Google's Java SDK. Takes one request a line ({@code mint}, {@code connect}, {@code send}, {@code close}) and writes
 * one answer to each; what comes of a connection is written as events. One session at a time.
 */
public final class SdkProgram {

    private final Lines lines = new Lines();
    private final Map<String, Client> clients = new HashMap<>();
    private String clientsCall = "";
    private Optional<SdkSession> session = Optional.empty();

    private SdkProgram() {}

    /**
     * Runs until the input ends.
     *
     * @param arguments none
     * @throws IOException if the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        SdkProgram program = new SdkProgram();
        SessionLog.install(program.lines);
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                program.take(Lines.parse(line));
            }
        }
        // The SDK's threads are no daemons, and those of a refused session never end.
        System.exit(0);
    }

    private void take(JsonNode request) {
        try {
            lines.answer(answer(request));
        } catch (RuntimeException failed) {
            lines.failure(failed);
        }
    }

    private String answer(JsonNode request) {
        return switch (request.get("do").asText()) {
            case "mint" -> mint(request);
            case "connect" -> connect(request);
            case "send" -> {
                open().send(request.get("member").asText(), request.get("body").toString());
                yield "";
            }
            case "close" -> {
                open().close();
                yield "";
            }
            default -> throw new IllegalArgumentException("no such request: " + request);
        };
    }

    private String connect(JsonNode request) {
        lines.session(request.get("session").asInt());
        session = Optional.of(SdkSession.connect(client(request), request, lines));
        return "";
    }

    private SdkSession open() {
        return session.orElseThrow();
    }

    private String mint(JsonNode request) {
        String config = request.get("config").toString();
        return client(request)
                .authTokens
                .create(CreateAuthTokenConfig.fromJson(config))
                .name()
                .orElse("");
    }

    /** The client for a credential, kept until another server is called. */
    private Client client(JsonNode request) {
        String server = request.get("baseUrl").asText();
        if (!server.equals(clientsCall)) {
            clients.values().forEach(Client::close);
            clients.clear();
            clientsCall = server;
        }
        String as = request.get("apiVersion").asText() + " "
                + request.get("credential").asText();
        return clients.computeIfAbsent(as, key -> newClient(request));
    }

    private static Client newClient(JsonNode request) {
        HttpOptions options = HttpOptions.builder()
                .baseUrl(request.get("baseUrl").asText())
                .apiVersion(request.get("apiVersion").asText())
                .build();
        return Client.builder()
                .apiKey(request.get("credential").asText())
                .httpOptions(options)
                .build();
    }
}
