package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.IssuedToken;
import dev.ephemera.emulator.SessionEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Emulators with TLS and a time of their own, closed after each test. */
final class Service implements AfterEachCallback {

    private final List<GeminiEmulator> started = new ArrayList<>();

    GeminiEmulator start() {
        return start(options -> {});
    }

    /** For what does not need it: all but the Java SDK open sessions without TLS as well, and faster. */
    GeminiEmulator startWithoutTls() {
        return start(options -> options.sslContext(Optional.<SSLContext>empty()));
    }

    GeminiEmulator start(Consumer<EmulatorOptions.Builder> options) {
        EmulatorOptions.Builder builder = EmulatorOptions.builder()
                .sslContext(Tls.server())
                .clock(EmulatorClock.virtual(Instant.parse("2026-03-01T12:00:00Z")));
        options.accept(builder);
        GeminiEmulator emulator = GeminiEmulator.start(builder.build());
        started.add(emulator);
        return emulator;
    }

    static IssuedToken newestToken(GeminiEmulator emulator) {
        return emulator.tokens().get(emulator.tokens().size() - 1);
    }

    static EmulatedSession newestSession(GeminiEmulator emulator) {
        return emulator.sessions().get(emulator.sessions().size() - 1);
    }

    /** Returns how a session ended, once it has. */
    static SessionEnd endOf(EmulatedSession session) {
        long deadline = System.nanoTime() + Sdk.PATIENCE.toNanos();
        while (session.end().isEmpty()) {
            assertThat(System.nanoTime()).as("the session never ends").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
        return session.end().get();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        started.forEach(GeminiEmulator::close);
        started.clear();
    }
}
