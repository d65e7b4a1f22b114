package dev.ephemera.internal;

import dev.ephemera.GeminiClient;
import dev.ephemera.live.Live;
import dev.ephemera.live.internal.WebSocketLive;
import dev.ephemera.tokens.Tokens;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.HttpTransport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens and sessions over one transport. */
public final class HttpGeminiClient implements GeminiClient {

    private final HttpTransport transport;
    private final HttpTokens tokens;
    /** Made when it is first asked for: who only mints tokens does not load it. */
    private @Nullable WebSocketLive live;

    private boolean closed;

    /** Makes a client; nothing is connected yet. */
    public HttpGeminiClient(ClientOptions options) {
        transport = HttpTransport.create(options);
        tokens = new HttpTokens(transport);
    }

    @Override
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public synchronized Live live() {
        if (live == null) {
            live = new WebSocketLive(transport);
            if (closed) {
                live.close();
            }
        }
        return live;
    }

    /** Sessions first, for they close over the connections that the transport then releases. */
    @Override
    public void close() {
        closing().ifPresent(WebSocketLive::close);
        transport.close();
    }

    private synchronized Optional<WebSocketLive> closing() {
        closed = true;
        return Optional.ofNullable(live);
    }

    @Override
    public String toString() {
        return "GeminiClient[" + transport.options().baseUrl() + "]";
    }
}
