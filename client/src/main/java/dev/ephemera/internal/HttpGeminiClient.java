package dev.ephemera.internal;

import dev.ephemera.GeminiClient;
import dev.ephemera.live.Live;
import dev.ephemera.live.internal.WebSocketLive;
import dev.ephemera.tokens.Tokens;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.HttpTransport;

/** Tokens and sessions over one transport. */
public final class HttpGeminiClient implements GeminiClient {

    private final HttpTransport transport;
    private final HttpTokens tokens;
    private final WebSocketLive live;

    /** Makes a client; nothing is connected yet. */
    public HttpGeminiClient(ClientOptions options) {
        transport = HttpTransport.create(options);
        tokens = new HttpTokens(transport);
        live = new WebSocketLive(transport);
    }

    @Override
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public Live live() {
        return live;
    }

    /** Sessions first, for they close over the connections that the transport then releases. */
    @Override
    public void close() {
        live.close();
        transport.close();
    }

    @Override
    public String toString() {
        return "GeminiClient[" + transport.options().baseUrl() + "]";
    }
}
