package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.FaultKind;
import dev.ephemera.emulator.fault.InjectedFault;
import dev.ephemera.emulator.fault.Moment;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of each fault that hits a session, byte by byte. */
final class SessionFaultTest {

    private static final String SETUP_COMPLETE = "{\n  \"setupComplete\": {}\n}\n";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator emulator;

    /** Opens a connection that meets a fault, and sends nothing. */
    private RawLive open(Fault fault) {
        emulator = emulators.start();
        emulator.faults().next(fault);
        return emulators.closing(RawLive.open(emulator));
    }

    /** Opens a connection that meets a fault after its setup. */
    private RawLive setUp(Fault fault) {
        RawLive client = open(fault).setUp();
        assertThat(client.message()).isEqualTo(SETUP_COMPLETE);
        return client;
    }

    private static void until(RawLive client, String words) {
        while (!client.message().contains(words)) {}
    }

    private EmulatedSession session() {
        return emulator.sessions().get(0);
    }

    private void injected(Fault fault) {
        Await.until(
                "the fault has happened", () -> !emulator.faults().injected().isEmpty());
        assertThat(emulator.faults().injected())
                .containsExactly(new InjectedFault(
                        fault, Emulators.START, "GET " + LiveClient.path("v1beta", false), Optional.of(session())));
    }

    private void ended(int code, String reason) {
        Await.until("the session ends", () -> session().end().isPresent());
        assertThat(session().end()).hasValue(new SessionEnd(code, reason, true));
    }

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

    @ParameterizedTest
    @CsvSource({
        "reservedBits, f2027b7d",
        "unknownOpcode, 83027b7d",
        "unknownControl, 8b00",
        "masked, 8282010203047a7f",
        "badLength, 827fffffffffffffffff",
        "longerLength, 827e00027b7d",
        "fragmentedPing, 0900",
        "longPing, 897e007e000000",
        "strayContinuation, 80027b7d",
        "interruptedMessage, 02017b82027b7d",
        "shortClose, 880103",
        "closeWithoutUtf8, 880403e8c328"
    })
    void malformedFrame_hasItsDefect(String defect, String bytes) {
        Fault fault = Fault.malformedFrame(defect);
        assertThat(setUp(fault).hex(bytes.length() / 2)).isEqualTo(bytes);
        injected(fault);
        assertThat(session().end()).isEmpty();
    }

    @Test
    void malformedFrame_hasATestForEveryDefect() {
        assertThat(FaultKind.MALFORMED_FRAME.parameters().get(0).form().split(","))
                .hasSize(12);
    }

    @Test
    void invalidUtf8_isATextFrameThatIsNone() {
        assertThat(setUp(Fault.invalidUtf8()).hex(6)).isEqualTo("810422c32822");
    }

    @ParameterizedTest
    @CsvSource({"drop, FIN", "reset, RST"})
    void truncatedFrame_promisesMoreThanItSends(String then, RawSocket.End end) {
        RawLive client = setUp(Fault.truncatedFrame(300, 4).with("then", then));
        assertThat(client.hex(8)).isEqualTo("827e012c20202020");
        assertThat(client.socket.end()).isEqualTo(end);
        ended(1006, "");
    }

    @Test
    void truncatedFrame_thatIsFollowedBySilence_neverEnds() {
        RawLive client = setUp(Fault.truncatedFrame(Long.MAX_VALUE, 1).with("then", "silence"));
        assertThat(client.hex(11)).isEqualTo("827f7fffffffffffffff20");
        client.say("hello");
        Await.until("the message is read", () -> session().received().size() == 2);
        assertThat(client.socket.isQuiet()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 125, 126, 65_535, 65_536, 5_000_000})
    void oversizedFrame_isAMessageOfThatLength(int bytes) {
        RawLive client = setUp(Fault.oversizedFrame(bytes));
        String message = client.message();
        assertThat(message).hasSize(bytes);
        assertThat(Rest.json(message)
                        .at("/serverContent/modelTurn/parts/0/text")
                        .asString())
                .matches("0+");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"malformedJson":{"at":"afterSetup"}} | {\\n  "serverContent": {\\n    "modelTurn"
            {"unknownMessage":{}}                 | {\\n  "somethingNew": {\\n    "value": 1\\n  }\\n}\\n
            {"emptyMessage":{}}                   | ''
            {"message":{"text":"[]"}}             | []
            {"duplicateSetupComplete":{}}         | {\\n  "setupComplete": {}\\n}\\n
            """)
    void message_ofAFault_isSentAsItIs(String fault, String message) {
        RawLive client = setUp(Fault.parse(Rest.object(fault)));
        assertThat(client.message()).isEqualTo(message.replace("\\n", "\n"));
        client.say("x");
        assertThat(client.message()).as("the session goes on").contains("modelTurn");
    }

    @Test
    void earlyMessage_comesBeforeSetupComplete() {
        RawLive client = open(Fault.earlyMessage()).setUp();
        assertThat(client.message()).contains("\"early\"");
        assertThat(client.message()).isEqualTo(SETUP_COMPLETE);
    }

    @Test
    void fragmented_splitsMessagesWithPingsInBetween() {
        RawLive client = open(Fault.fragmented(3)).setUp();
        assertThat(client.frame()).isEqualTo(new RawLive.Frame(0x02, SETUP_COMPLETE.substring(0, 8)));
        assertThat(client.frame()).isEqualTo(new RawLive.Frame(0x89, ""));
        assertThat(client.frame()).isEqualTo(new RawLive.Frame(0x00, SETUP_COMPLETE.substring(8, 17)));
        assertThat(client.frame()).isEqualTo(new RawLive.Frame(0x89, ""));
        assertThat(client.frame()).isEqualTo(new RawLive.Frame(0x80, SETUP_COMPLETE.substring(17)));
    }

    @Test
    void fragmented_isLegalForAClient() {
        emulator = emulators.start();
        emulator.faults().next(Fault.fragmented(1000));
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        assertThat(LiveClient.said(client.send("{\"realtimeInput\":{\"text\":\"hi there\"}}")
                        .turn()))
                .contains("hi there");
    }

    @Test
    void latePong_comesLate() {
        RawLive client = setUp(Fault.latePong(Duration.ofSeconds(5))).ping("p").say("x");
        Await.until("the ping is read", () -> session().received().size() == 2);
        emulator.clock().advance(Duration.ofSeconds(5));
        RawLive.Frame frame = client.frame();
        while (frame.head() == 0x82) {
            frame = client.frame();
        }
        assertThat(frame).isEqualTo(new RawLive.Frame(0x8a, "p"));
    }

    @Test
    void noPong_neverComes() {
        RawLive client = setUp(Fault.noPong()).ping("p");
        client.close(1000);
        assertThat(client.frame())
                .as("the close frame, and no pong before it")
                .isEqualTo(new RawLive.Frame(0x88, "\u0003\u00e8"));
    }

    @Test
    void pingFlood_sendsThemAll() {
        RawLive client = setUp(Fault.pingFlood(500));
        for (int i = 0; i < 500; i++) {
            assertThat(client.hex(6)).isEqualTo(String.format("8904%08x", i));
        }
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
    void textFrames_areKeptByFaults() {
        emulator = emulators.start(options -> options.textFrames(true));
        emulator.faults().next(Fault.message("x"));
        RawLive client = emulators.closing(RawLive.open(emulator)).setUp();
        assertThat(client.frame().head()).isEqualTo(0x81);
        assertThat(client.frame()).isEqualTo(new RawLive.Frame(0x81, "x"));
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
