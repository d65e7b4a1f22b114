package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.transport.internal.websocket.Frames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okio.ByteString;
import org.junit.jupiter.params.provider.Arguments;

/** What comes is no message, no frame, too long, too early or too much. */
final class FrameFaultTest extends FaultTable {

    private static final int FLOOD = 100_000;
    private static final int IN_A_ROW = 1_000;
    private static final int LIMIT = 1 << 20;
    private static final String VIOLATION = "What came from 127.0.0.1 is not what a session may bring: ";
    private static final String LIKELY =
            " Likely: baseUrl may not be the address of the service, or a proxy changes what it"
                    + " sends; for long messages, raise maxMessageBytes. (cause `NetworkException`)";

    static final List<FaultRow> ROWS = List.of(
            events("JSON that ends in the middle", "`Unrecognized` `{\"serverContent\":`", "{\"serverContent\":"),
            events("JSON that is no object", "`Unrecognized` `null`, `Unrecognized` `[]`", "null", "[]"),
            events("a member of the wrong type", "`Unrecognized` `{\"serverContent\":7}`", "{\"serverContent\":7}"),
            events("a message of no bytes", "`Unrecognized`", ""),
            events("empty messages", "`Unrecognized`, `Unrecognized`", "{}", "{\"serverContent\":{}}"),
            events("members that nobody knows", "`Unrecognized`", "{\"tomorrow\":{\"x\":1}}"),
            events("a second `setupComplete`", "`SetupComplete`", "{\"setupComplete\":{}}"),
            survived("a text frame, and a binary one", "`Text` one, `Text` two", 2, (peer, frames) -> {
                frames.text(text("one"));
                frames.binary(text("two"));
            }),
            survived("a message in three fragments, with a ping between them", "`Text` ça va?", 1, (peer, frames) -> {
                ByteString message = ByteString.encodeUtf8(text("ça va?"));
                int amid = message.indexOf(ByteString.encodeUtf8("ç")) + 1; // in the middle of a character
                frames.raw(Frames.frame(0x01, message.substring(0, amid)));
                frames.raw(Frames.frame(0x89, ByteString.EMPTY));
                frames.raw(Frames.frame(0x00, ByteString.EMPTY));
                frames.raw(Frames.frame(0x80, message.substring(amid)));
            }),
            FaultRow.survived(
                    "a turn, with each message in three frames and pings between (the emulator's `fragmented`)",
                    "the turn, whole: `SetupComplete`, … `TurnComplete`",
                    stage -> {
                        stage.emulator(EmulatorOptions.builder().build());
                        stage.emulator().faults().next(Fault.fragmented(3));
                        LiveFace.Talk talk = stage.open();
                        Supplier<LiveEvent> reader = stage.reader(talk);
                        talk.sendText("Hello");
                        List<String> seen = new ArrayList<>();
                        while (!seen.contains("`TurnComplete`")) {
                            seen.add(Seen.of(reader.get()));
                        }
                        return "the turn, whole: " + String.join(", ", seen);
                    }),
            survived("a message just within `maxMessageBytes`", "`Text` x…", 1, (peer, frames) -> {
                int around = text("").length();
                frames.text(text("x".repeat(LIMIT - around)));
            }),
            FaultRow.survived(
                    "999 malformed frames, a message, and 999 more", "all of them, each as `Unrecognized`", stage -> {
                        LiveFace.Talk talk = stage.opening((peer, frames) -> {
                                    garbage(frames, IN_A_ROW - 1);
                                    frames.text("{}");
                                    garbage(frames, IN_A_ROW - 1);
                                    TestLive.answerClose(peer, frames);
                                })
                                .open();
                        String events = stage.events(talk, 2 * IN_A_ROW - 1);
                        assertThat(events)
                                .isEqualTo(
                                        unrecognized(IN_A_ROW - 1) + ", `Unrecognized`, " + unrecognized(IN_A_ROW - 1));
                        return "all of them, each as `Unrecognized`";
                    }),
            FaultRow.ended(
                    "1,000 malformed frames in a row",
                    "`PROTOCOL_VIOLATION` by `NETWORK`, 1007: " + VIOLATION
                            + "1000 frames in a row hold no message of the Live API." + LIKELY
                            + " The peer is told 1007. All of them can be read, each as `Unrecognized`",
                    stage -> {
                        CompletableFuture<String> told = new CompletableFuture<>();
                        LiveFace.Talk talk = stage.opening((peer, frames) -> {
                                    garbage(frames, IN_A_ROW);
                                    told.complete(frames.read());
                                })
                                .open();
                        String end = stage.end(talk) + " The peer is told "
                                + LiveFace.settled(told).replace("close:", "") + ".";
                        assertThat(stage.events(talk, IN_A_ROW)).isEqualTo(unrecognized(IN_A_ROW));
                        return end + " All of them can be read, each as `Unrecognized`";
                    }),
            survived("100,000 pings, and the peer reads the answers", "`Text` behind", 1, (peer, frames) -> {
                CompletableFuture<Void> unused = FaultStage.async(() -> pings(frames));
                String frame = frames.read();
                while (!frame.equals("10:" + (FLOOD - 1))) {
                    frame = frames.read();
                }
                frames.text(text("behind"));
            }),
            survived("100,000 pings, and the peer reads no answer", "`Text` behind", 1, (peer, frames) -> {
                Void unused = pings(frames);
                frames.text(text("behind"));
            }),
            FaultRow.survived(
                    "messages before `setupComplete`", "`Text` early, `SetupComplete`, `Text` then", stage -> {
                        LiveFace.Talk talk = stage.accepting((peer, frames) -> {
                                    frames.text(text("early"));
                                    frames.binary(TestLive.SETUP_COMPLETE);
                                    frames.text(text("then"));
                                    TestLive.answerClose(peer, frames);
                                })
                                .open();
                        return Stream.generate(stage.reader(talk))
                                .limit(3)
                                .map(Seen::of)
                                .collect(Collectors.joining(", "));
                    }),
            FaultRow.refused(
                    "a first message that is none of the protocol",
                    "`LiveConnectException`: 127.0.0.1 answered the setup with a frame of 5 bytes that is no message of the Live"
                            + " API; is baseUrl the address of the service?",
                    stage -> stage.accepting((peer, frames) -> frames.text("hello"))
                            .failure()),
            FaultRow.refused(
                    "a first message that is too long",
                    "`LiveConnectException`: " + VIOLATION
                            + "A message is longer than the limit of 1048576 bytes: 0 had come"
                            + " when a frame of 1048577 began. (cause `NetworkException`)",
                    stage -> {
                        stage.session.maxMessageBytes(LIMIT);
                        return stage.accepting((peer, frames) -> frames.text("x".repeat(LIMIT + 1)))
                                .failure();
                    }),
            violation(
                    "a frame over `maxMessageBytes`",
                    1009,
                    "A message is longer than the limit of 1048576 bytes: 0 had come when a frame of 1048577 began.",
                    Frames.frame(0x81, ByteString.of(new byte[LIMIT + 1]))),
            violation(
                    "fragments over `maxMessageBytes` together",
                    1009,
                    "A message is longer than the limit of 1048576 bytes: 1048576 had come when a frame of 1 began.",
                    Frames.frame(0x02, ByteString.of(new byte[LIMIT])),
                    Frames.frame(0x80, ByteString.of((byte) 0))),
            violation(
                    "a masked frame",
                    1002,
                    "A frame with the opcode 2 is masked; a server masks none.",
                    ByteString.decodeHex("8282010203047a7f")),
            violation(
                    "a frame with a reserved bit",
                    1002,
                    "A frame has reserved bits set, though no extension was agreed on: its first byte is 0xc2.",
                    Frames.frame(0xc2, ByteString.EMPTY)),
            violation(
                    "a reserved opcode",
                    1002,
                    "A frame has the opcode 3, which is reserved.",
                    Frames.frame(0x83, ByteString.EMPTY)),
            violation(
                    "text that is not UTF-8",
                    1007,
                    "A text message, after at least 0 bytes, is not UTF-8.",
                    Frames.frame(0x81, ByteString.decodeHex("c328"))),
            violation(
                    "a continuation of nothing",
                    1002,
                    "A continuation frame continues no message.",
                    Frames.frame(0x80, ByteString.EMPTY)),
            violation(
                    "a message amid the fragments of another",
                    1002,
                    "A frame with the opcode 1 came amid the fragments of another message.",
                    Frames.frame(0x01, ByteString.EMPTY),
                    Frames.frame(0x81, ByteString.EMPTY)),
            violation(
                    "a fragmented ping",
                    1002,
                    "A control frame with the opcode 9 is a fragment.",
                    Frames.frame(0x09, ByteString.EMPTY)),
            violation(
                    "a length of 2^63",
                    1002,
                    "A frame says that it has 2^63 bytes or more: 0xffffffffffffffff.",
                    ByteString.decodeHex("827fffffffffffffffff")),
            violation(
                    "a close frame of 126 bytes",
                    1002,
                    "A control frame with the opcode 8 is longer than 125 bytes.",
                    Frames.frame(0x88, ByteString.of(new byte[126]))),
            violation(
                    "a close frame of 1 byte",
                    1002,
                    "A close frame has 1 byte, which is no code.",
                    Frames.frame(0x88, ByteString.of((byte) 3))),
            violation(
                    "a close frame with 1006, which none may have",
                    1002,
                    "A close frame has the code 1006, which none may have.",
                    Frames.frame(0x88, ByteString.decodeHex("03ee"))));

    private static String text(String text) {
        return "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"" + text + "\"}]}}}";
    }

    private static void garbage(Frames frames, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            frames.text("?" + i);
        }
    }

    private static String unrecognized(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "`Unrecognized` `?" + i + "`")
                .collect(Collectors.joining(", "));
    }

    private static Void pings(Frames frames) {
        try {
            for (int i = 0; i < FLOOD; i++) {
                frames.raw(Frames.frame(0x89, ByteString.encodeUtf8(Integer.toString(i))));
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FaultRow events(String happens, String sees, String... messages) {
        return survived(happens, sees, messages.length, (peer, frames) -> {
            for (String message : messages) {
                frames.text(message);
            }
        });
    }

    private static FaultRow survived(String happens, String sees, int events, TestLive.Script script) {
        return FaultRow.survived(happens, sees, stage -> {
            stage.session.maxMessageBytes(LIMIT);
            LiveFace.Talk talk = stage.opening((peer, frames) -> {
                        script.play(peer, frames);
                        TestLive.answerClose(peer, frames);
                    })
                    .open();
            return stage.events(talk, events);
        });
    }

    private static FaultRow violation(String happens, int code, String what, ByteString... sent) {
        return FaultRow.ended(
                happens,
                "`PROTOCOL_VIOLATION` by `NETWORK`, " + code + ": " + VIOLATION + what + LIKELY + " The peer is told "
                        + code + ".",
                stage -> {
                    stage.session.maxMessageBytes(LIMIT);
                    CompletableFuture<String> told = new CompletableFuture<>();
                    LiveFace.Talk talk = stage.opening((peer, frames) -> {
                                for (ByteString bytes : sent) {
                                    frames.raw(bytes);
                                }
                                told.complete(frames.read());
                            })
                            .open();
                    return stage.end(talk) + " The peer is told "
                            + LiveFace.settled(told).replace("close:", "") + ".";
                });
    }

    static Stream<Arguments> tries() {
        return onFaces(ROWS);
    }
}
