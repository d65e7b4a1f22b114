package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.Moment;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of the faults that hit the connection or the end of a session, byte by byte. */
final class SessionFaultTest extends FaultySession {

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1000, 1004, 1005, 1006, 1007, 1011, 1015, 2999, 4000, 5000, 65_535})
    void refuseSetup_answersTheSetupWithAnyCode(int code) {
        Fault fault = Fault.refuseSetup(code, "no room");
        RawLive client = open(fault).setUp();
        assertThat(client.hex(4)).isEqualTo(String.format("8809%04x", code));
        assertThat(client.socket.readText(7)).isEqualTo("no room");
        injected(fault);
        ended(code, "no room");
        client.say("still here").close(1000);
        assertThat(client.socket.end()).isEqualTo(RawSocket.End.FIN);
    }

    @Test
    void close_atAMessage_comesRightBehindIt() {
        Fault fault = Fault.close(1008, "x".repeat(200)).at(Moment.afterSent(2));
        RawLive client = setUp(fault).say("one two three four five");
        assertThat(client.message()).contains("modelTurn");
        assertThat(client.frame()).isEqualTo(new RawLive.Frame(0x88, "\u0003\u00f0" + "x".repeat(123)));
        client.close(1008);
        assertThat(client.socket.end()).isEqualTo(RawSocket.End.FIN);
        injected(fault);
        ended(1008, "x".repeat(123));
    }

    @Test
    void ignoreClose_leavesTheClientWaiting() {
        RawLive client = setUp(Fault.ignoreClose());
        client.close(1000);
        Await.until("the session ends", () -> session().end().isPresent());
        assertThat(session().end()).hasValue(new SessionEnd(1000, "", false));
        assertThat(client.socket.isQuiet()).isTrue();
        emulator.close();
        assertThat(client.socket.end()).isEqualTo(RawSocket.End.FIN);
    }

    @Test
    void silence_readsOnAndSendsNothing() {
        RawLive client =
                setUp(Fault.silence().at(Moment.AFTER_SETUP)).say("hello").ping("p");
        Await.until("the message is read", () -> session().received().size() == 2);
        client.close(1000);
        Await.until("the close frame is read", () -> session().end().isPresent());
        assertThat(client.socket.isQuiet()).isTrue();
        emulator.close();
        assertThat(client.socket.end()).isEqualTo(RawSocket.End.FIN);
    }

    @Test
    void silence_beforeTheSetup_leavesItUnanswered() {
        RawLive client = open(Fault.silence().at(Moment.AFTER_OPEN)).setUp();
        Await.until(
                "the setup is read",
                () -> emulator.sessions().size() == 1 && session().received().size() == 1);
        assertThat(session().effectiveSetup()).isPresent();
        assertThat(client.socket.isQuiet()).isTrue();
    }

    @Test
    void halfOpen_readsNothingAndSendsNothing() {
        RawLive client = setUp(Fault.halfOpen());
        injected(Fault.halfOpen());
        client.say("hello").say("again").ping("p").close(1000);
        emulators
                .live(emulator)
                .setUp("{\"model\":\"models/m\"}")
                .send("{\"realtimeInput\":{\"text\":\"x\"}}")
                .turn();
        // One frame may have been asked for before the fault began.
        assertThat(session().received()).hasSizeLessThanOrEqualTo(2);
        assertThat(session().end()).isEmpty();
        assertThat(client.socket.isQuiet()).isTrue();
        emulator.close();
        assertThat(client.socket.end()).isIn(RawSocket.End.FIN, RawSocket.End.RST); // what it sent was not read
        ended(1001, "");
    }

    @Test
    void slowReader_thatNeverReads_blocksAClientThatSends() throws Exception {
        RawLive client = setUp(Fault.slowReader(0));
        injected(Fault.slowReader(0));
        byte[] frame = new byte[1 << 20];
        AtomicInteger sent = new AtomicInteger();
        Thread sender = new Thread(() -> {
            try {
                while (sent.get() < 64) {
                    client.frame(0x82, frame);
                    sent.incrementAndGet();
                }
            } catch (UncheckedIOException closed) {
                // as it must be in the end
            }
        });
        sender.setDaemon(true);
        sender.start();
        sender.join(1000); // an emulator that reads takes 64 frames, or refuses the second, in this time
        assertThat(sender.isAlive()).isTrue();
        assertThat(session().end()).isEmpty();
        client.close();
        sender.join(Await.DEADLINE.toMillis());
        assertThat(sent).hasValueLessThan(64);
    }

    @Test
    void slowReader_takesItsTimeOverEveryFrame() {
        RawLive client = setUp(Fault.slowReader(10).at(Moment.AFTER_OPEN)); // 30 bytes of setup take 3 seconds
        String message = "{\"realtimeInput\":{\"text\":\"" + "x".repeat(21) + "\"}}"; // 50 bytes, 5 seconds
        client.send(message).send(message).send(message);
        for (int seconds : new int[] {3, 5, 5}) {
            int read = session().received().size();
            emulator.clock().advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(session().received()).hasSize(read);
            emulator.clock().advance(Duration.ofMillis(1));
            until(client, "turnComplete");
            assertThat(session().received()).hasSize(read + 1);
        }
    }

    @Test
    void slowWriter_sendsByTheClock() {
        RawLive client = setUp(Fault.slowWriter(10)).say("hi");
        injected(Fault.slowWriter(10));
        Await.until("the message is read", () -> session().received().size() == 2);
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            assertThat(client.socket.isQuiet()).isTrue();
            emulator.clock().advance(Duration.ofMillis(100));
            hex.append(client.hex(1));
        }
        assertThat(hex.toString())
                .startsWith("82")
                .contains(HexFormat.of().formatHex("{\n  \"ser".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void delay_letsEveryFrameLeaveLaterAndInOrder() {
        RawLive client = setUp(Fault.delay(Duration.ofSeconds(2)).at(Moment.AFTER_SETUP))
                .say("hi")
                .ping("p");
        Await.until("the message is read", () -> session().received().size() == 2);
        emulator.clock().advance(Duration.ofMillis(1999));
        assertThat(client.socket.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofMillis(1));
        assertThat(client.message()).contains("modelTurn");
    }

    @Test
    void drop_endsWithFinAndNoCloseFrame() {
        RawLive client = setUp(Fault.drop().at(Moment.AFTER_SETUP));
        assertThat(client.socket.end()).isEqualTo(RawSocket.End.FIN);
        injected(Fault.drop().at(Moment.AFTER_SETUP));
        ended(1006, "");
    }

    @Test
    void reset_endsWithRst() {
        RawLive client = setUp(Fault.reset().at(Moment.afterReceived(2)));
        client.say("hello");
        assertThat(client.socket.end()).isEqualTo(RawSocket.End.RST);
        ended(1006, "");
        assertThat(session().received()).hasSize(1);
    }

    @Test
    void anyFault_afterAWhile_happensByTheClock() {
        Fault fault = Fault.drop().at(Moment.after(Duration.ofSeconds(90)));
        RawLive client = setUp(fault);
        emulator.clock().advance(Duration.ofSeconds(89));
        client.say("x");
        assertThat(client.message()).contains("modelTurn");
        assertThat(emulator.faults().injected()).isEmpty();
        emulator.clock().advance(Duration.ofSeconds(1));
        assertThat(client.socket.end()).isEqualTo(RawSocket.End.FIN);
        assertThat(emulator.faults().injected())
                .singleElement()
                .satisfies(one -> assertThat(one.when()).isEqualTo(Emulators.START.plusSeconds(90)));
    }

    @Test
    void inject_inAnOpenSession_happensNow() {
        emulator = emulators.start();
        RawLive client = emulators.closing(RawLive.open(emulator)).setUp();
        assertThat(client.message()).isEqualTo(SETUP_COMPLETE);
        session().inject(Fault.message("one"));
        session().inject(Fault.reset());
        assertThat(client.message()).isEqualTo("one");
        assertThat(client.socket.end()).isEqualTo(RawSocket.End.RST);
        session().inject(Fault.message("too late"));
        assertThat(emulator.faults().injected()).hasSize(2);
        assertThatThrownBy(() -> session().inject(Fault.status(503)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("status cannot happen in a session");
    }

    @Test
    void fault_ofOneSession_leavesTheOthersAlone() {
        RawLive client = setUp(Fault.halfOpen());
        RawLive other = emulators.closing(RawLive.open(emulator)).setUp();
        assertThat(other.message()).isEqualTo(SETUP_COMPLETE);
        other.ping("p");
        assertThat(other.frame()).isEqualTo(new RawLive.Frame(0x8a, "p"));
        assertThat(client.socket.isQuiet()).isTrue();
    }

    @Test
    void drop_withWhatTheClientStillSends_isFinAllTheSame() {
        RawLive client = setUp(Fault.drop().at(Moment.AFTER_SETUP));
        Await.until(
                "the fault has happened", () -> !emulator.faults().injected().isEmpty());
        client.say("x").say("y").close(1000);
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        assertThat(client.socket.end(rest)).isEqualTo(RawSocket.End.FIN);
        assertThat(rest.size()).isZero();
    }

    @Test
    void faults_underTls_reachTheTcpConnectionBeneath(@TempDir Path directory) throws Exception {
        SSLContext tls = GeminiEmulatorTest.certificate(directory);
        emulator = emulators.start(options -> options.sslContext(tls));
        emulator.faults()
                .next(
                        Fault.reset().onTokens(),
                        Fault.drop().onTokens(),
                        Fault.reset().at(Moment.AFTER_SETUP),
                        Fault.drop().at(Moment.AFTER_SETUP),
                        Fault.malformedFrame("reservedBits"));
        assertThat(emulators.closing(RawSocket.askForToken(emulator)).end()).isEqualTo(RawSocket.End.RST);
        assertThat(emulators.closing(RawSocket.askForToken(emulator)).end()).isEqualTo(RawSocket.End.FIN);
        assertThat(emulators.closing(RawLive.open(emulator)).setUp().socket.end())
                .isEqualTo(RawSocket.End.RST);
        assertThat(emulators.closing(RawLive.open(emulator)).setUp().socket.end())
                .isEqualTo(RawSocket.End.FIN);
        RawLive client = emulators.closing(RawLive.open(emulator)).setUp();
        assertThat(client.message()).isEqualTo(SETUP_COMPLETE);
        assertThat(client.hex(4)).isEqualTo("f2027b7d");
    }
}
