package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import okio.Buffer;
import okio.ByteString;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.internal.Generator;
import org.eclipse.jetty.websocket.core.internal.Parser;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What one of the two writes, the other reads: our writer and Jetty's parser, Jetty's generator and our reader. */
final class JettyFramesTest {

    private static final int FRAMES = 300;

    private static byte[] payload(Random random, int opcode) {
        int most =
                Opcodes.isControl(opcode) ? 126 : List.of(10, 130, 9000, 70_000).get(random.nextInt(4));
        byte[] payload = new byte[random.nextInt(most)];
        random.nextBytes(payload);
        return payload;
    }

    @RepeatedTest(20)
    void jetty_readsWhatWeWrite(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        Buffer written = new Buffer();
        FrameWriter writer = new FrameWriter(written, new Masks(new SecureRandom()));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            int opcode = List.of(OpCode.TEXT, OpCode.PING, OpCode.PONG).get(random.nextInt(3));
            byte[] payload = opcode == OpCode.PING ? new byte[0] : payload(random, opcode);
            switch (opcode) {
                case OpCode.TEXT -> writer.text(ByteBuffer.wrap(payload));
                case OpCode.PING -> writer.ping();
                default -> writer.pong(ByteString.of(payload));
            }
            expected.add(opcode + " " + ByteString.of(payload).hex());
        }
        writer.close(new CloseFrame(1000, "bye"));
        expected.add("8 03e8627965");

        List<String> parsed = new ArrayList<>();
        Configuration whole = new Configuration.ConfigurationCustomizer();
        whole.setAutoFragment(false);
        whole.setMaxFrameSize(1 << 20);
        Parser parser = new Parser(new ByteBufferPool.NonPooling(), whole);
        ByteBuffer bytes = ByteBuffer.wrap(written.readByteArray());
        for (Frame.Parsed frame = parser.parse(bytes); frame != null; frame = parser.parse(bytes)) {
            assertThat(frame.isMasked()).isTrue();
            assertThat(frame.isFin()).isTrue();
            assertThat(frame.hasRsv()).isFalse();
            frame.demask();
            parsed.add(frame.getOpCode() + " "
                    + ByteString.of(BufferUtil.toArray(frame.getPayload())).hex());
        }
        assertThat(parsed).as("seed %d", repetition.getCurrentRepetition()).isEqualTo(expected);
    }

    private static byte[] generated(Frame frame) {
        ByteBuffer buffer = BufferUtil.allocate(Generator.MAX_HEADER_LENGTH + frame.getPayloadLength());
        new Generator().generateWholeFrame(frame, buffer);
        return BufferUtil.toArray(buffer);
    }

    @RepeatedTest(20)
    void we_readWhatJettyWrites(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Buffer written = new Buffer();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            byte[] payload = payload(random, OpCode.BINARY);
            int cut = random.nextInt(payload.length + 1);
            byte[] ping = payload(random, OpCode.PING);
            written.write(generated(new Frame(OpCode.BINARY, false, ByteBuffer.wrap(payload, 0, cut))));
            written.write(generated(new Frame(OpCode.PING, ByteBuffer.wrap(ping))));
            written.write(generated(
                    new Frame(OpCode.CONTINUATION, true, ByteBuffer.wrap(payload, cut, payload.length - cut))));
            expected.add("ping " + ByteString.of(ping).hex());
            expected.add("message " + new Buffer().write(payload).readString(StandardCharsets.ISO_8859_1));
        }
        expected.add("EOF");

        ByteString bytes = written.readByteString();
        assertThat(Reading.of(bytes, 70_000).equals(expected))
                .as("seed %d", repetition.getCurrentRepetition())
                .isTrue();
        assertThat(Reading.of(bytes, 70_000, 1 + random.nextInt(5000)).equals(expected))
                .as("in pieces, seed %d", repetition.getCurrentRepetition())
                .isTrue();
    }
}
