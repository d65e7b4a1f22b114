package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 as bytes: each line is what a server sends, and what a client makes of it, whole and byte by byte. */
final class FrameReaderTest {

    private static final long LIMIT = 70_000;

    private static void assertRead(ByteString bytes, String... expected) {
        assertThat(Reading.of(bytes, LIMIT)).containsExactly(expected);
        assertThat(Reading.of(bytes, LIMIT, 1)).as("byte by byte").containsExactly(expected);
    }

    private static ByteString hex(String hex) {
        return ByteString.decodeHex(hex.replace(" ", ""));
    }

    private static ByteString of(String hex, int zeros) {
        return new Buffer().write(hex(hex)).write(new byte[zeros]).readByteString();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            unmasked text (RFC 5.7)           | 81 05 48656c6c6f                                | message Hello; EOF
            fragmented text (RFC 5.7)         | 01 03 48656c, 80 02 6c6f                        | message Hello; EOF
            empty text and binary             | 81 00, 82 00                                    | message ; message ; EOF
            binary is not UTF-8               | 82 02 fffe                                      | message \u00ff\u00fe; EOF
            fragmented binary                 | 02 01 ff, 00 00, 80 01 c3                       | message \u00ff\u00c3; EOF
            only empty fragments              | 01 00, 00 00, 00 00, 80 00                      | message ; EOF
            ping                              | 89 00, 89 02 6869                               | ping ; ping 6869; EOF
            pong, asked for or not            | 8a 00, 8a 01 78                                 | pong; pong; EOF
            control frames amid fragments     | 01 01 61, 89 01 70, 00 01 62, 8a 00, 80 01 63   | ping 70; pong; message abc; EOF
            close amid fragments              | 01 01 61, 88 02 03e8                            | close 1000 ; EOF
            close without a code              | 88 00                                           | close 1005 ; EOF
            close with a reason               | 88 05 03f0 c3bc 21                              | close 1008 \u00fc!; EOF
            two fragmented messages           | 01 01 61, 80 01 62, 02 01 63, 80 01 64          | message ab; message cd; EOF
            nothing                           | ''                                              | EOF
            half a header                     | 81                                              | EOF
            half a length                     | 81 7e 01                                        | EOF
            half a long length                | 81 7f 00000000                                  | EOF
            half a payload                    | 81 05 4865                                      | EOF
            half a ping                       | 89 05 4865                                      | EOF
            no end of fragments               | 01 01 61                                        | EOF
            """)
    void frames_thatFollowTheRules_areRead(String what, String bytes, String expected) {
        assertRead(hex(bytes.replace(",", "")), expected.split("; ?", -1));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            reserved bit 1                    | c1 00                                  | 1002 | reserved bits
            reserved bit 2                    | a1 00                                  | 1002 | reserved bits
            reserved bit 3                    | 91 00                                  | 1002 | reserved bits
            reserved bit on a control frame   | c9 00                                  | 1002 | 0xc9
            reserved bit on a continuation    | 01 00, c0 00                           | 1002 | 0xc0
            masked text                       | 81 81 01020304 60                      | 1002 | masked
            masked control frame              | 89 80 01020304                         | 1002 | masked
            a ping as a fragment              | 09 00                                  | 1002 | opcode 9 is a fragment
            a pong as a fragment              | 0a 00                                  | 1002 | opcode 10 is a fragment
            a close as a fragment             | 08 00                                  | 1002 | opcode 8 is a fragment
            ping of 126                       | 89 7e 007e                             | 1002 | longer than 125
            close of 65536                    | 88 7f 0000000000010000                 | 1002 | longer than 125
            126 in two bytes, 125 would do    | 81 7e 007d                             | 1002 | length of 125
            0 in two bytes                    | 81 7e 0000                             | 1002 | length of 0
            65535 in eight bytes              | 82 7f 000000000000ffff                 | 1002 | length of 65535
            0 in eight bytes                  | 82 7f 0000000000000000                 | 1002 | length of 0
            2^63                              | 82 7f 8000000000000000                 | 1002 | 2^63
            2^64 - 1                          | 82 7f ffffffffffffffff                 | 1002 | 2^63
            2^63 - 1                          | 82 7f 7fffffffffffffff                 | 1009 | limit of 70000
            one more than the limit           | 82 7f 0000000000011171                 | 1009 | 70001
            continuation of nothing           | 80 01 61                               | 1002 | continues no message
            continuation after the end        | 01 01 61, 80 01 62, 00 01 63           | 1002 | continues no message
            text amid fragments               | 01 01 61, 81 01 62                     | 1002 | opcode 1 came amid
            binary amid fragments             | 02 01 61, 02 01 62                     | 1002 | opcode 2 came amid
            limit met by fragments            | 02 01 61, 00 7f 0000000000011170       | 1009 | 1 had come
            close of 1 byte                   | 88 01 03                               | 1002 | 1 byte
            close whose reason is not UTF-8   | 88 04 03e8 c328                        | 1007 | code 1000
            close whose reason is cut         | 88 03 03e8 c3                          | 1007 | code 1000
            """)
    void frames_thatBreakARule_areRefusedWithTheCodeForIt(String what, String bytes, int code, String said)
            throws Exception {
        ByteString sent = hex(bytes.replace(",", ""));

        assertThat(Reading.of(sent, LIMIT)).last().isEqualTo("violation " + code);
        assertThat(Reading.of(sent, LIMIT, 1)).last().isEqualTo("violation " + code);
        assertThat(Reading.violation(sent, LIMIT)).contains(said);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void opcode_thatIsReserved_isRefused(int opcode) {
        assertRead(new Buffer().writeByte(0x80 | opcode).writeByte(0).readByteString(), "violation 1002");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void closeCode_thatMayBeSent_isRead(int code) {
        assertRead(new Buffer().writeShort(0x8802).writeShort(code).readByteString(), "close " + code + " ", "EOF");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    void closeCode_thatMayNotBeSent_isRefused(int code) {
        assertRead(new Buffer().writeShort(0x8802).writeShort(code).readByteString(), "violation 1002");
    }

    @ParameterizedTest
    @CsvSource({
        "8200, 0",
        "827d, 125",
        "827e007e, 126",
        "827e007f, 127",
        "827effff, 65535",
        "827f0000000000010000, 65536"
    })
    void length_ofEachForm_isRead(String header, int length) {
        assertRead(of(header, length), "message " + "\0".repeat(length), "EOF");
    }

    @Test
    void message_thatFillsTheLimit_isRead() {
        assertRead(of("827f0000000000011170", 70_000), "message " + "\0".repeat(70_000), "EOF");
        assertRead(
                new Buffer()
                        .write(of("027effff", 65535))
                        .write(of("807e1171", 4465))
                        .readByteString(),
                "message " + "\0".repeat(70_000),
                "EOF");
    }

    @Test
    void ping_ofTheGreatestLength_isRead() {
        assertRead(of("897d", 125), "ping " + "00".repeat(125), "EOF");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            first of two bytes                | c280             | true
            last of two bytes                 | dfbf             | true
            first of three bytes              | e0a080           | true
            below the surrogates              | ed9fbf           | true
            above the surrogates              | ee8080           | true
            U+FFFF                            | efbfbf           | true
            first of four bytes               | f0908080         | true
            U+10FFFF                          | f48fbfbf         | true
            after eight of ASCII              | 6162636465666768c3bc | true
            across a border of eight          | 61626364656667e282ac6162 | true
            continuation alone                | 80               | false
            continuation after ASCII          | 6162636465666768bf   | false
            overlong in two bytes             | c0af             | false
            overlong in two bytes             | c1bf             | false
            overlong in three bytes           | e09fbf           | false
            overlong in four bytes            | f08fbfbf         | false
            surrogate, first                  | eda080           | false
            surrogate, last                   | edbfbf           | false
            U+110000                          | f4908080         | false
            five bytes                        | f888808080       | false
            fe                                | fe               | false
            ff                                | ff               | false
            second byte missing               | c361             | false
            third byte missing                | e28261           | false
            cut after one                     | c3               | false
            cut after two                     | e282             | false
            cut after three                   | f09080           | false
            """)
    void text_isUtf8_alsoAcrossFragments(String what, String payload, boolean valid) {
        ByteString utf8 = hex(payload);
        String[] expected = valid
                ? new String[] {"message " + new Buffer().write(utf8).readString(StandardCharsets.ISO_8859_1), "EOF"}
                : new String[] {"violation 1007"};
        assertRead(Frames.frame(0x81, utf8), expected);
        for (int cut = 0; cut <= utf8.size(); cut++) {
            ByteString fragments = new Buffer()
                    .write(Frames.frame(0x01, utf8.substring(0, cut)))
                    .write(Frames.frame(0x00, ByteString.EMPTY))
                    .write(Frames.frame(0x80, utf8.substring(cut)))
                    .readByteString();
            assertRead(fragments, expected);
        }
        assertRead(
                Frames.frame(0x82, utf8),
                "message " + new Buffer().write(utf8).readString(StandardCharsets.ISO_8859_1),
                "EOF");
    }

    @Test
    void text_thatIsNoUtf8_isRefusedBeforeTheFrameHasCome() {
        assertRead(hex("81 7e 1000 6162 ff"), "violation 1007");
        assertRead(hex("81 7e 1000 6162 ed a0"), "violation 1007");
    }

    @Test
    void text_afterOneThatWasCut_beginsAnew() {
        assertRead(hex("01 01 c3, 80 01 bc, 81 01 61".replace(",", "")), "message \u00c3\u00bc", "message a", "EOF");
    }

    @Test
    void length_thatIsClaimed_takesNoMemoryBeforeTheBytesCome() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteString claim = of("827f0000000040000000", 20_000); // 1 GiB
        List<String> warm = Reading.of(claim, 1L << 31);
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);

        List<String> read = Reading.of(claim, 1L << 31);

        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(1 << 20);
        assertThat(read).isEqualTo(warm).containsExactly("EOF");
    }
}
