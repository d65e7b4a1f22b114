package dev.ephemera.transport.internal;

import dev.ephemera.transport.ClientOptions;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens a test's transports, closes them after it, and fails it if a connection or a thread stays behind. */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {

    private final List<HttpTransport> transports = new CopyOnWriteArrayList<>();
    private Set<Thread> before = Set.of();

    /** Opens a transport; it may be closed in the test. */
    public HttpTransport open(ClientOptions options) {
        return watch(HttpTransport.create(options));
    }

    /** Opens a transport whose waits and randomness are the test's. */
    public HttpTransport open(ClientOptions options, Time time, DoubleSupplier random) {
        return watch(HttpTransport.create(options, time, new Random() {
            @Override
            public double nextDouble() {
                return random.getAsDouble();
            }
        }));
    }

    private HttpTransport watch(HttpTransport transport) {
        transports.add(transport);
        return transport;
    }

    /** Counts the connections of a transport that is still open: idle, in use or being made. */
    public static int connections(HttpTransport transport) {
        return transport.connections();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        before = threads();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        transports.forEach(HttpTransport::close);
        for (HttpTransport transport : transports) {
            Await.until("no connection is left", () -> transport.connections() == 0);
        }
        Await.until("no thread of ours, and none that keeps a program alive, is left", () -> leaked().isEmpty());
    }

    private List<String> leaked() {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !thread.isDaemon() || thread.getName().startsWith("ephemera-"))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("junit-")) // JUnit's own, for time limits
                .toList();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }
}
