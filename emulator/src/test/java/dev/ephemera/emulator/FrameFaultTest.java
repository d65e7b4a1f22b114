package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.FaultKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of the faults that send what it does not expect, byte by byte. */
final class FrameFaultTest extends FaultySession {

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
    void textFrames_areKeptByFaults() {
        emulator = emulators.start(options -> options.textFrames(true));
        emulator.faults().next(Fault.message("x"));
        RawLive client = emulators.closing(RawLive.open(emulator)).setUp();
        assertThat(client.frame().head()).isEqualTo(0x81);
        assertThat(client.frame()).isEqualTo(new RawLive.Frame(0x81, "x"));
    }
}
