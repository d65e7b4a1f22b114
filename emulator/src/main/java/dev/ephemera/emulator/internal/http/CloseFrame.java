package dev.ephemera.emulator.internal.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A close frame after which the client's is awaited, whatever the code. Jetty drops the connection at once after any
 * code that it holds for abnormal, and what the client has sent meanwhile could then cost it the code and the reason;
 * so it is told of a normal one.
 */
final class CloseFrame extends Frame implements CloseStatus.Supplier {

    /**
     * Makes one.
     *
     * @param code the code; 1005 for a frame with nothing in it
     */
    CloseFrame(int code, String reason) {
        super(OpCode.CLOSE, payload(code, reason));
    }

    private static ByteBuffer payload(int code, String reason) {
        return code == CloseStatus.NO_CODE ? BufferUtil.EMPTY_BUFFER : CloseStatus.asPayloadBuffer(code, reason);
    }

    @Override
    public CloseStatus getCloseStatus() {
        return CloseStatus.NORMAL_STATUS;
    }
}
