package dev.ephemera.live.internal;

import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.Redaction;
import dev.ephemera.transport.internal.RequestHeaders;
import dev.ephemera.transport.internal.websocket.WebSocketEngine;
import dev.ephemera.transport.internal.websocket.WebSocketRequest;
import dev.ephemera.types.HistoryConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.SessionResumptionConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Prepares the connections of one session: whom to ask, with which setup, and what to present. Thread-safe. */
final class Dialer {

    /**
     * A connection to be made.
     *
     * @param context what it presents, and how long it may take
     * @param request where to
     * @param setup what is said first, as JSON text in UTF-8
     * @param failures says why it could not be opened or was lost
     */
    record Dial(CallContext context, WebSocketRequest request, ByteBuffer setup, SessionFailures failures) {}

    private final HttpTransport transport;
    private final String model;
    private final LiveConnectConfig config;
    private final SessionOptions options;
    private final WebSocketEngine engine;

    /**
     * Prepares for one session; may wait until TLS is set up.
     *
     * @param config what the user asks for, which stays as it is
     * @throws IllegalArgumentException if no API version takes it
     */
    Dialer(HttpTransport transport, String model, LiveConnectConfig config, SessionOptions options) {
        this.transport = transport;
        this.model = model;
        this.config = ResumptionConfig.in(model, ToolDeclarations.in(config, options.tools()), options);
        this.options = options;
        LiveSetups.check(model, this.config, options.request());
        this.engine = transport.webSockets();
    }

    String model() {
        return model;
    }

    SessionOptions options() {
        return options;
    }

    /** What the session asks for: the caller's config with what the options add. */
    LiveConnectConfig config() {
        return config;
    }

    /** Whether the first content over the first connection is what was said before, which nobody answers. */
    boolean beginsWithHistory() {
        return config.historyConfig()
                .flatMap(HistoryConfig::initialHistoryInClientContent)
                .orElse(false);
    }

    /** Asks the user's code for credentials, and may wait for them. */
    CallContext context() {
        return transport.liveContext(
                options.request(), credentials -> LiveSetups.version(config, credentials.isToken()));
    }

    /** Prepares the first connection. */
    Dial first(CallContext context) {
        return dial(context, config);
    }

    /**
     * Prepares a connection that is not the first.
     *
     * @param handle by which the conversation is resumed; without one another begins
     * @param history whether the first content is what was said before
     */
    Dial again(CallContext context, Optional<String> handle, boolean history) {
        return dial(
                context,
                config.toBuilder()
                        .sessionResumption(config.sessionResumption()
                                .map(SessionResumptionConfig::toBuilder)
                                .orElseGet(SessionResumptionConfig::builder)
                                .handle(handle)
                                .build())
                        .historyConfig(
                                history
                                        ? Optional.of(HistoryConfig.builder()
                                                .initialHistoryInClientContent(true)
                                                .build())
                                        : Optional.empty())
                        .build());
    }

    private Dial dial(CallContext context, LiveConnectConfig asked) {
        ByteBuffer setup = ByteBuffer.wrap(LiveSetups.text(model, asked, context.version(), options.request()))
                .asReadOnlyBuffer();
        WebSocketRequest request = new WebSocketRequest(
                LiveEndpoint.of(
                        context.baseUrl(),
                        context.version(),
                        context.credentials().isToken()),
                RequestHeaders.of(context),
                shorter(context.timeout(), transport.options().connectTimeout()),
                options.maxMessageBytes());
        Redaction redaction = asked.sessionResumption()
                .flatMap(SessionResumptionConfig::handle)
                .map(handle -> context.redaction().and(handle))
                .orElse(context.redaction());
        return new Dial(context, request, setup, new SessionFailures(request, context, redaction, transport.errors()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Makes a connection. */
    void connect(LiveConnection connection, Dial dial, Duration timeout) {
        connection.connect(engine, dial.request(), dial.setup(), timeout);
    }

    /** The service has refused what was presented, though another may do. */
    void refused(Dial dial) {
        transport.refused(dial.context().credentials());
    }
}
