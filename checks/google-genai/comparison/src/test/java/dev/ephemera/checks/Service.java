package dev.ephemera.checks;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.IssuedToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Emulators with TLS and a time of their own, closed after each test. */
final class Service implements AfterEachCallback {

    private final List<GeminiEmulator> started = new ArrayList<>();

    GeminiEmulator start() {
        return start(options -> {});
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

    @Override
    public void afterEach(ExtensionContext context) {
        started.forEach(GeminiEmulator::close);
        started.clear();
    }
}
