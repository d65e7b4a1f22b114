package dev.ephemera.emulator.internal.http;

import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A close frame after which the client's is awaited, whatever the code. Jetty drops the connection at once after any
 * code that it holds for abnormal, and what the client has sent meanwhile could then cost it the code and the reason;
 * so it is told of a normal one.
 */
final class CloseFrame extends Frame implements CloseStatus.Supplier {

    CloseFrame(int code, String reason) {
        super(OpCode.CLOSE, CloseStatus.asPayloadBuffer(code, reason));
    }

    @Override
    public CloseStatus getCloseStatus() {
        return CloseStatus.NORMAL_STATUS;
    }
}
