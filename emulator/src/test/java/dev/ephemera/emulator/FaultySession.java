package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.InjectedFault;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session that a fault hits, seen byte by byte; the tests of such faults begin here. */
abstract class FaultySession {

    static final String SETUP_COMPLETE = "{\n  \"setupComplete\": {}\n}\n";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    GeminiEmulator emulator;

    /** Opens a connection that meets a fault, and sends nothing. */
    RawLive open(Fault fault) {
        emulator = emulators.start();
        emulator.faults().next(fault);
        return emulators.closing(RawLive.open(emulator));
    }

    /** Opens a connection that meets a fault after its setup. */
    RawLive setUp(Fault fault) {
        RawLive client = open(fault).setUp();
        assertThat(client.message()).isEqualTo(SETUP_COMPLETE);
        return client;
    }

    static void until(RawLive client, String words) {
        while (!client.message().contains(words)) {}
    }

    EmulatedSession session() {
        return emulator.sessions().get(0);
    }

    void injected(Fault fault) {
        Await.until(
                "the fault has happened", () -> !emulator.faults().injected().isEmpty());
        assertThat(emulator.faults().injected())
                .containsExactly(new InjectedFault(
                        fault, Emulators.START, "GET " + LiveClient.path("v1beta", false), Optional.of(session())));
    }

    void ended(int code, String reason) {
        Await.until("the session ends", () -> session().end().isPresent());
        assertThat(session().end()).hasValue(new SessionEnd(code, reason, true));
    }
}
