package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.Emulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/** The HTTP server: one port, two kinds of connection. */
public final class EmulatorServer implements AutoCloseable {

    private static final int MOST_THREADS = 64;

    /** As many clients as may knock at the same moment. */
    private static final int MOST_KNOCKING = 4096;

    private final Server server;
    private final ServerConnector connector;

    private EmulatorServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Does what every start needs and nothing of it decides, so that it can be done beside other things. */
    public static void warmUp() {
        Server server = new Server(new QueuedThreadPool(), new ScheduledExecutorScheduler(), null);
        server.addConnector(new ServerConnector(server, 1, 1, connections(Optional.empty())));
        server.setHandler(new WebSocketUpgradeHandler(WebSocketServerComponents.ensureWebSocketComponents(server)));
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException if the address cannot be had
     */
    public static EmulatorServer start(Emulation parts, Optional<SSLContext> tls) {
        EmulatorOptions options = parts.options();
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName(parts.name());
        threads.setDaemon(true);
        Server server = new Server(threads, new ScheduledExecutorScheduler(parts.name() + "-scheduler", true), null);
        ServerConnector connector = new ServerConnector(server, 1, 1, connections(tls));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setAcceptQueueSize(MOST_KNOCKING);
        connector.setIdleTimeout(options.idleTimeout().toMillis());
        server.addConnector(connector);
        server.setErrorHandler(new EmptyErrors());
        server.setHandler(handler(server, parts));
        EmulatorServer started = new EmulatorServer(server, connector);
        try {
            server.start();
        } catch (IOException taken) {
            started.close();
            throw new UncheckedIOException(
                    "The emulator cannot listen on " + options.host() + ":" + options.port() + ": "
                            + taken.getMessage() + "; choose a port that is free, or 0 for any, on an address of this"
                            + " machine.",
                    taken);
        } catch (Exception broken) {
            started.close();
            throw new IllegalStateException("The emulator's server does not start: " + broken.getMessage(), broken);
        }
        return started;
    }

    private static ConnectionFactory[] connections(Optional<SSLContext> tls) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        if (tls.isEmpty()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(configuration)};
        }
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setSslContext(tls.get());
        return new ConnectionFactory[] {new SslConnectionFactory(ssl, http.getProtocol()), http};
    }

    private static Handler handler(Server server, Emulation parts) {
        EmulatorOptions options = parts.options();
        int maxBytes = options.maxMessageBytes();
        WebSocketComponents components = WebSocketServerComponents.ensureWebSocketComponents(server);
        WebSocketUpgradeHandler upgrades = new WebSocketUpgradeHandler(components);
        SessionSource sessions;
        AuthTokensHandler.Answers tokens;
        if (options.upstream().isPresent()) {
            Upstream upstream = new Upstream(options, parts.recordings(), server, components);
            sessions = new UpstreamSessions(upstream, parts, upgrades);
            tokens = new UpstreamTokens(upstream, maxBytes);
        } else {
            sessions = (handshake, request, response, callback) ->
                    Optional.of(client -> parts.sessions().open(handshake, client));
            tokens = AuthTokensHandler.by(new CreateToken(options, parts.tokens()));
        }
        upgrades.addMapping("/*", new LiveUpgrade(sessions, options, parts.timeline(), parts.faults()));
        upgrades.setHandler(new AuthTokensHandler(tokens, maxBytes));
        FaultHandler faulty = new FaultHandler(parts.faults(), parts.timeline(), upgrades);
        Handler calls = options.assumes(Assumption.WEB_PAGES_MAY_CREATE_TOKENS) ? new CrossOrigin(faulty) : faulty;
        Handler routed = new RoutingHandler(options, parts.warnings(), calls);
        Handler open = options.upstreamKey().isPresent() ? new LocalPagesOnly(routed) : routed;
        return new AnswerNews(parts.news(), new DateHandler(options.clock(), open));
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** Stops, and ends every thread. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception broken) {
            throw new IllegalStateException("The emulator's server does not stop: " + broken.getMessage(), broken);
        } finally {
            server.destroy();
        }
    }
}
