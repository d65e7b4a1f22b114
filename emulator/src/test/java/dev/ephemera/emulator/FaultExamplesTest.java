package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.Moment;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples of docs/emulator-faults.md, word for word. */
final class FaultExamplesTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator emulator;

    @BeforeEach
    void start() {
        emulator = emulators.start();
    }

    @Test
    void example_ofRequests_runs() {
        emulator.faults().next(2, Fault.status(503).retryAfter(Duration.ofSeconds(1)));

        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(503);
        assertThat(Rest.create(emulator, "v1alpha", "{}").headers().firstValue("Retry-After"))
                .hasValue("1");
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(200);
        assertThat(emulator.faults().injected()).hasSize(2);
    }

    @Test
    void example_ofSessions_runs() {
        emulator.faults().next(Fault.drop().at(Moment.afterSent(3)));
        emulator.faults().next(Fault.halfOpen().at(Moment.after(Duration.ofMinutes(2))));

        RawLive first = emulators.closing(RawLive.open(emulator)).setUp().say("one two three four");
        assertThat(first.message()).contains("setupComplete");
        assertThat(first.message()).contains("modelTurn");
        assertThat(first.message()).contains("modelTurn");
        assertThat(first.socket.end()).isEqualTo(RawSocket.End.FIN);
        RawLive second = emulators.closing(RawLive.open(emulator)).setUp();
        assertThat(second.message()).contains("setupComplete");
        emulator.clock().advance(Duration.ofMinutes(2));
        assertThat(emulator.faults().injected()).hasSize(2);
        assertThat(emulator.faults().pending()).isEmpty();
    }

    @Test
    void example_ofChance_runs() {
        emulator.faults()
                .rate(
                        0.2,
                        42,
                        Fault.reset(),
                        Fault.status(500, "html"),
                        Fault.refuseSetup(1011, "Internal error encountered."));
        emulator.faults().clear();

        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(200);
        RawLive client = emulators.closing(RawLive.open(emulator)).setUp();
        assertThat(client.message()).contains("setupComplete");
        EmulatedSession session = emulator.sessions().get(0);
        session.inject(Fault.malformedFrame("reservedBits"));
        assertThat(client.hex(4)).isEqualTo("f2027b7d");
    }
}
