package dev.ephemera.emulator.junit5.internal;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.TlsOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one test has: an emulator, and a client as soon as it asks for it. Safe for use by any thread. */
public final class EmulatedTest {

    private final Set<Thread> threadsBefore;
    private final GeminiEmulator emulator;
    private @Nullable GeminiClient client;

    private EmulatedTest(Set<Thread> threadsBefore, GeminiEmulator emulator) {
        this.threadsBefore = threadsBefore;
        this.emulator = emulator;
    }

    static EmulatedTest start(EmulatorOptions options, List<Script> scripts) {
        EmulatedTest started = new EmulatedTest(Leftovers.threads(), GeminiEmulator.start(options));
        try {
            scripts.forEach(started.emulator::script);
            return started;
        } catch (RuntimeException failed) {
            started.emulator.close();
            throw failed;
        }
    }

    /** The test's emulator. */
    public GeminiEmulator emulator() {
        return emulator;
    }

    /** The test's client. */
    public synchronized GeminiClient client() {
        if (client == null) {
            client = GeminiClient.builder()
                    .apiKey(emulator.apiKey())
                    .baseUrl(emulator.baseUrl())
                    .options(this::configure)
                    .build();
        }
        return client;
    }

    private void configure(ClientOptions.Builder options) {
        options.clock(emulator.clock());
        if (emulator.options().tls()) {
            options.tls(TlsOptions.builder()
                    .sslSocketFactory(emulator.certificate().sslContext().getSocketFactory())
                    .trustManager(emulator.certificate().trustManager())
                    .build());
        }
    }

    /** Looks at what the test leaves behind, and closes both whatever that is. */
    void end(Leftovers leftovers) {
        leftovers.ofEmulator(emulator);
        leftovers.ofScripts(emulator);
        closeClient();
        emulator.close();
        leftovers.ofThreads(threadsBefore);
        leftovers.failIfAny();
    }

    private synchronized void closeClient() {
        if (client != null) {
            client.close();
        }
    }
}
