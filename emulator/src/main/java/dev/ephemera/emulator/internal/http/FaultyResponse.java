package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.FaultKind;
import dev.ephemera.emulator.internal.time.Timeline;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Spoils the right answer, which is written at once, on its way out. */
final class FaultyResponse extends Response.Wrapper {

    private final Fault fault;
    private final Timeline timeline;
    private final Instant met;

    FaultyResponse(Request request, Response response, Fault fault, Timeline timeline, Instant met) {
        super(request, response);
        this.fault = fault;
        this.timeline = timeline;
        this.met = met;
    }

    @Override
    public void write(boolean last, ByteBuffer body, Callback callback) {
        if (fault.kind() == FaultKind.MALFORMED_JSON) {
            super.write(last, body.slice(body.position(), body.remaining() / 2), callback);
            return;
        }
        if (fault.kind() == FaultKind.CONTENT_TYPE) {
            getHeaders().remove(HttpHeader.CONTENT_TYPE);
            if (!fault.text("value").isEmpty()) {
                getHeaders().put(HttpHeader.CONTENT_TYPE, fault.text("value"));
            }
            super.write(last, body, callback);
            return;
        }
        getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        super.write(false, BufferUtil.EMPTY_BUFFER, Callback.from(() -> afterHead(body, callback), callback::failed));
    }

    private void afterHead(ByteBuffer body, Callback callback) {
        if (fault.kind() == FaultKind.SLOW_BODY) {
            Trickle.slowly(
                    body,
                    fault.number("bytesPerSecond"),
                    timeline,
                    met,
                    (piece, done) -> super.write(false, piece, done),
                    Callback.from(() -> super.write(true, BufferUtil.EMPTY_BUFFER, callback), callback::failed));
            return;
        }
        int length = (int) Math.min(fault.number("bytes"), body.remaining());
        ByteBuffer beginning = body.slice(body.position(), length);
        super.write(false, beginning, Callback.from(() -> Wire.of(getRequest()).drop(), callback::failed));
    }
}
