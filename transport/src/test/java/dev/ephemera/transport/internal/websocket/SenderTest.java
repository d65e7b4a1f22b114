package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** What is told of messages, and when. */
final class SenderTest {

    private final Buffer socket = new Buffer();
    private final Queue<OutgoingMessage> waiting = new ArrayDeque<>();
    private final List<Throwable> broken = new ArrayList<>();
    private final List<Integer> opcodes = new ArrayList<>();

    private int lastOpcode() {
        Buffer copy = socket.copy();
        int opcode = 0;
        try {
            while (!copy.exhausted()) {
                opcode = copy.readByte() & 0x0f;
                int length = copy.readByte() & 0x7f;
                copy.skip(4L + length); // the mask and the payload
            }
        } catch (EOFException e) {
            throw new AssertionError("not whole frames", e);
        }
        return opcode;
    }

    private OutgoingMessage message(String text) {
        return new OutgoingMessage() {
            @Override
            public ByteBuffer utf8() {
                return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void left() {
                opcodes.add(lastOpcode());
            }
        };
    }

    @Test
    void messages_beforeAClose_areToldOfBeforeThePeerCanAnswerIt() {
        Sender sender = new Sender(waiting::poll, Runnable::run, broken::add);
        sender.take(new FrameWriter(socket, new Masks(new SecureRandom())));
        waiting.add(message("one"));
        waiting.add(message("two"));
        sender.close(new CloseFrame(1000, ""));

        sender.begin();

        assertThat(opcodes).as("the last frame when each was told of").containsExactly(Opcodes.TEXT, Opcodes.TEXT);
        assertThat(lastOpcode()).isEqualTo(Opcodes.CLOSE);
        assertThat(broken).isEmpty();
    }
}
