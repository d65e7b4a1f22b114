package dev.ephemera.emulator.internal.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer in plain words of the emulator's own, where it hands on what another endpoint says. */
final class PlainAnswer {

    private PlainAnswer() {}

    /** Writes it, and tells listeners what it says. */
    static void write(Response to, Callback callback, int status, String why) {
        AnswerNews.say(to.getRequest(), why);
        to.setStatus(status);
        to.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        to.write(true, ByteBuffer.wrap(why.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
